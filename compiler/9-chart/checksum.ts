import { fingerprint } from '../lib/fingerprint.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import { placeholdersOf } from '../lib/placeholder.ts'
import type { ConfigFile, Program } from '../model/deployment.ts'
import type { Context } from './context.ts'

/** One digest of everything that some files hold on any node; which node takes which variant is not in it. */
export function filesDigest(files: readonly ConfigFile[]): string | undefined {
  if (files.length === 0) return undefined
  const digests = files.map(({ key, content, variants }) =>
    fingerprint([key, content, ...variants.map((it) => it.content).sort(lexicographic)]),
  )
  return fingerprint([...new Set(digests)].sort(lexicographic))
}

/** How often the secrets that some programs read were rotated, as `name/key=number`; nothing for those that never were. */
export function rotatedSecrets({ environment }: Context, programs: readonly Program[]): string | undefined {
  const rotated = [...environment.rotations]
    .filter(([name, count]) => count > 0 && programs.some((it) => reads(it, name)))
    .map(([name, count]) => `${name}=${count}`)
  return rotated.length > 0 ? rotated.sort(lexicographic).join(',') : undefined
}

/** `secret` is `name/key`. Folders whose program notices a rotation by itself do not count. */
function reads({ env, files, secretVolumes }: Program, secret: string): boolean {
  return (
    env.some((it) => it.secret && `${it.secret.name}/${it.secret.key}` === secret) ||
    files.some((file) => textsOf(file).some((text) => names(text, secret))) ||
    secretVolumes.some((it) => !it.live && mounts(it, secret))
  )
}

function textsOf({ content, variants }: ConfigFile): readonly string[] {
  return [content, ...variants.map((it) => it.content)]
}

function names(text: string, secret: string): boolean {
  return placeholdersOf(text).some((it) => it.kind === 'secret' && it.argument === secret)
}

function mounts({ secret: name, keys }: Program['secretVolumes'][number], secret: string): boolean {
  return keys.length > 0 ? keys.some(({ key }) => `${name}/${key}` === secret) : secret.startsWith(`${name}/`)
}
