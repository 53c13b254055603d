import type { DeclaredSecret } from '../model/linked.ts'
import { makeSecret } from './make-secret.ts'
import type { SecretValues } from './secrets-file.ts'

/** What is known before values are made. Secrets are called `name/key`. */
export interface SecretsWanted {
  readonly declared: readonly DeclaredSecret[]
  /** What the file holds. */
  readonly existing: SecretValues
  /** What the settings say; a folder's keys in order. */
  readonly given: ReadonlyMap<string, readonly string[]>
  /** What shall be made anew. */
  readonly rotate: ReadonlySet<string>
  /** Names that a certificate is for. */
  readonly hosts: (secret: DeclaredSecret) => readonly string[]
}

/** What the file shall hold, and what that means. */
export interface SecretsPlan {
  readonly values: SecretValues
  readonly added: readonly DeclaredSecret[]
  /** Those whose readers must start again. */
  readonly rotated: readonly DeclaredSecret[]
  readonly missing: readonly DeclaredSecret[]
  /** What nobody declares, and is kept. */
  readonly unused: readonly string[]
}

/** Keeps the values there are, makes those that are missing, and those that shall be made anew. */
export function planSecrets(wanted: SecretsWanted): SecretsPlan {
  const values = new Map(Array.from(wanted.existing, ([name, keys]) => [name, new Map(keys)]))
  const added: DeclaredSecret[] = []
  const rotated: DeclaredSecret[] = []
  const missing: DeclaredSecret[] = []
  const used = new Set<string>()
  for (const secret of wanted.declared) {
    const old = partsOf(secret, wanted.existing.get(secret.name) ?? new Map<string, string>())
    const now = valueOf(secret, old, wanted)
    const keys = values.get(secret.name) ?? new Map<string, string>()
    values.set(secret.name, keys)
    for (const key of old.keys()) keys.delete(key)
    for (const [key, value] of now) keys.set(key, value)
    for (const key of [...old.keys(), ...now.keys()]) used.add(`${secret.name}/${key}`)
    if (now.size === 0) missing.push(secret)
    else if (old.size === 0) added.push(secret)
    if (wanted.rotate.has(idOf(secret)) || (old.size > 0 && !sameFirst(old, now))) rotated.push(secret)
  }
  const unused = [...wanted.existing].flatMap(([name, keys]) =>
    [...keys.keys()].map((key) => `${name}/${key}`).filter((it) => !used.has(it)),
  )
  return { values, added, rotated, missing, unused: unused.sort() }
}

/** How a secret is called in a command line and in the lock file. */
export function idOf({ name, key }: Pick<DeclaredSecret, 'name' | 'key'>): string {
  return `${name}/${key}`
}

/** The keys of a Secret that belong to one declared secret. */
function partsOf({ key, folder }: DeclaredSecret, keys: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...keys].filter(([it]) => folder || it === key || it === `${key}.pub`))
}

function valueOf(
  secret: DeclaredSecret,
  old: ReadonlyMap<string, string>,
  { given, rotate, hosts }: SecretsWanted,
): ReadonlyMap<string, string> {
  const said = given.get(idOf(secret))
  if (said) return new Map(said.map((value, index) => [secret.folder ? String(index) : secret.key, value]))
  const rotates = rotate.has(idOf(secret))
  if (old.size > 0 && !rotates) return old
  const make = () => makeSecret(secret.declaration, hosts(secret))
  if (secret.folder) return old.size > 0 ? rotatedFolder(secret, old, make) : newFolder(secret, make)
  const made = make()
  return made.size > 0 ? new Map(Array.from(made, ([ending, it]) => [secret.key + ending, it])) : old
}

type Make = () => ReadonlyMap<string, string>

function newFolder({ declaration }: DeclaredSecret, make: Make): ReadonlyMap<string, string> {
  const keys = Array.from({ length: declaration.count ?? 1 }, (_, index) => [String(index), make().get('')])
  return new Map(keys.filter((it): it is [string, string] => it[1] !== undefined))
}

/** The key that waited (0) becomes the newest, a new one waits, and the oldest goes, but never the one that was the newest: what it signed stays valid. */
function rotatedFolder(
  { declaration }: DeclaredSecret,
  old: ReadonlyMap<string, string>,
  make: Make,
): ReadonlyMap<string, string> {
  const fresh = make().get('')
  const waiting = old.get('0')
  if (fresh === undefined) return old
  const numbers = [...old.keys()]
    .map(Number)
    .filter((it) => it > 0)
    .sort((a, b) => b - a)
  const kept = numbers.slice(0, Math.max(1, (declaration.count ?? 1) - 2))
  const newest = waiting === undefined ? [] : [[String((numbers[0] ?? 0) + 1), waiting] as const]
  return new Map([
    ['0', fresh],
    ...kept.map((it) => [String(it), old.get(String(it))!] as const).reverse(),
    ...newest,
  ])
}

/** A value is the same; what is derived from it need not be compared. */
function sameFirst(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean {
  return [...now].every(([key, value]) => !old.has(key) || old.get(key) === value) && old.size <= now.size
}
