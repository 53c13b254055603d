import { asScalar, isTrue, itemsOf, scalarsOf, textAt, valueAt } from '../lib/node.ts'
import type { HostVolume, SecretVolume, StorageVolume, Volume } from '../model/deployment.ts'
import type { Node } from '../model/node.ts'
import { duplicate, unknownSecret } from './pod-problems.ts'
import type { Surroundings } from './program.ts'

/** Reads the volumes of a container. */
export function readVolumes(node: Node | undefined, { context }: Surroundings): readonly Volume[] {
  const names = new Set<string>()
  const paths = new Set<string>()
  return itemsOf(node).flatMap((it) => {
    const name = textAt(it, 'name')
    const type = textAt(it, 'type')
    const path = textAt(it, 'mount-path') ?? textAt(it, 'path')
    if (name === undefined || path === undefined) return []
    if (names.has(name)) context.report.push(duplicate(valueAt(it, 'name') ?? it, 'volume', name))
    if (paths.has(path))
      context.report.push(
        duplicate(valueAt(it, 'mount-path') ?? valueAt(it, 'path') ?? it, 'mount path', path),
      )
    names.add(name)
    paths.add(path)
    const base = { name, path, readOnly: isTrue(it, 'readOnly') }
    if (type === 'host') return [hostVolume(it, base)]
    return [type === 'storage' ? storageVolume(it, base) : emptyDir(it, base)]
  })
}

type Base = { readonly name: string; readonly path: string; readonly readOnly: boolean }

function emptyDir(node: Node, base: Base): Volume {
  const sizeLimit = textAt(node, 'sizeLimit')
  return {
    ...base,
    type: 'empty-dir',
    ...(textAt(node, 'medium') ? { medium: 'Memory' as const } : {}),
    ...(sizeLimit ? { sizeLimit } : {}),
  }
}

function hostVolume(node: Node, base: Base): HostVolume {
  const hostPathType = textAt(node, 'hostPathType')
  const propagation = textAt(node, 'propagation') as HostVolume['propagation']
  return {
    ...base,
    type: 'host',
    hostPath: textAt(node, 'path') ?? base.path,
    ...(hostPathType ? { hostPathType } : {}),
    ...(propagation ? { propagation } : {}),
  }
}

function storageVolume(node: Node, base: Base): StorageVolume {
  const storageClass = textAt(node, 'class')
  return {
    ...base,
    type: 'storage',
    accessMode: (textAt(node, 'accessMode') ?? 'ReadWriteOnce') as StorageVolume['accessMode'],
    size: textAt(node, 'size') ?? '10Gi',
    ...(storageClass ? { class: storageClass } : {}),
  }
}

/** Reads the secrets that a program gets as folders. */
export function readSecretVolumes(
  node: Node | undefined,
  { context, secrets, hides }: Surroundings,
): readonly SecretVolume[] {
  return itemsOf(node).flatMap((it) => {
    const path = textAt(it, 'path')
    const one = asScalar(valueAt(it, 'secret'))
    const wanted = one ? [one] : scalarsOf(valueAt(it, 'secrets'))
    if (path === undefined || wanted.length === 0) return []
    const keys = wanted.flatMap((name) => {
      const key = secrets.get(name.source)
      if (!key && !hides(name.source))
        context.report.push(unknownSecret(name, name.source, [...secrets.keys()]))
      // Each file bears the name that the definition uses, whoever keeps the secret under whatever key.
      return key ? [{ ...key, file: name.source }] : []
    })
    const [first] = keys
    if (!first) return []
    return [
      {
        name: textAt(it, 'name') ?? wanted[0]!.source,
        path,
        mode: Number.parseInt(textAt(it, 'mode') ?? '0440', 8),
        secret: first.name,
        keys: first.folder
          ? []
          : keys.filter((it) => it.name === first.name).map(({ key, file }) => ({ key, file })),
        live: isTrue(it, 'live'),
      },
    ]
  })
}
