import type { Container, Pod } from '../control/pod-objects.ts'
import { refuse } from './refusal.ts'
import type { MountedVolume, VolumeFile } from './volumes.ts'

/** What one mount of a container brings. */
export interface View {
  readonly path: string
  readonly volume: MountedVolume
  /** The part of the volume that is mounted: a file, a folder, or all of it (empty). */
  readonly subPath: string
  readonly readOnly: boolean
}

/** The mounts of a container, outer ones first. Refuses what a container runtime could not mount, or not as meant. */
export function viewsOf(
  { name, volumeMounts = [] }: Container,
  volumes: ReadonlyMap<string, MountedVolume>,
): readonly View[] {
  const views = volumeMounts.map(
    ({ name: from, mountPath, subPath = '', subPathExpr, readOnly = false }): View => {
      const volume = volumes.get(from)
      if (!volume) refuse(`container ${name} mounts the volume ${from}, which does not exist`)
      if (subPathExpr !== undefined) refuse(`container ${name}: nothing is known of subPathExpr`)
      // The kubelet would make an empty folder in its place, and the program would find that.
      if (subPath && volume.kind !== 'disk' && !has(volume, subPath))
        refuse(`container ${name}: there is no ${subPath} in the volume ${from} for ${mountPath}`)
      return { path: mountPath.replace(/\/+$/, ''), volume, subPath, readOnly }
    },
  )
  const outer = views.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  for (const view of outer) for (const other of outer) refuseHidden(name, view, other)
  return outer
}

/** A mount inside a folder that cannot be written needs a place there. */
function refuseHidden(container: string, inner: View, outer: View): void {
  if (!inner.path.startsWith(`${outer.path}/`) || outer.volume.kind === 'disk') return
  if (outer.volume.kind === 'scratch' && !outer.readOnly) return
  const place = [outer.subPath, inner.path.slice(outer.path.length + 1)].filter(Boolean).join('/')
  if (!has(outer.volume, place))
    refuse(`container ${container}: ${inner.path} cannot be made in ${outer.path}, which is read-only`)
}

function has({ files }: MountedVolume, path: string): boolean {
  return files.has(path) || [...files.keys()].some((it) => it.startsWith(`${path}/`))
}

/** The files that a container finds at its mounts, by path; an inner mount hides what lies under it. */
export function filesOf(views: readonly View[]): ReadonlyMap<string, VolumeFile> {
  const found = new Map<string, VolumeFile>()
  for (const { path, volume, subPath } of views) {
    for (const known of [...found.keys()])
      if (known === path || known.startsWith(`${path}/`)) found.delete(known)
    for (const [name, file] of volume.files) {
      if (name === subPath) found.set(path, file)
      else if (subPath === '') found.set(`${path}/${name}`, file)
      else if (name.startsWith(`${subPath}/`)) found.set(path + name.slice(subPath.length), file)
    }
  }
  return found
}

/** As whom a container runs; undefined where only its image says so. */
export function userOf(pod: Pod, { securityContext }: Container): User | undefined {
  const uid = securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser
  if (uid === undefined) return undefined
  const gid = securityContext?.runAsGroup ?? pod.spec.securityContext?.runAsGroup ?? 0
  const group = pod.spec.securityContext?.fsGroup
  return { uid, gid, groups: group === undefined ? [gid] : [gid, group] }
}

export interface User {
  readonly uid: number
  readonly gid: number
  readonly groups: readonly number[]
}

/** Refuses files that the container's user may not read. */
export function refuseUnreadable(
  pod: Pod,
  container: Container,
  files: ReadonlyMap<string, VolumeFile>,
): void {
  const user = userOf(pod, container)
  if (!user || user.uid === 0) return
  for (const [path, { mode, uid, gid }] of files) {
    const bits = uid === user.uid ? 0o400 : user.groups.includes(gid) ? 0o040 : 0o004
    if ((mode & bits) === 0)
      refuse(
        `container ${container.name}: user ${user.uid} may not read ${path} (${mode.toString(8)} ${uid}:${gid})`,
      )
  }
}
