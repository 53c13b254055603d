import type { Report } from '../diagnostic.ts'
import { entriesOf, itemsOf, textOf, valueAt } from '../lib/node.ts'
import type { Catalogue } from '../model/catalogue.ts'
import type { DeclaredSecret } from '../model/linked.ts'
import type { Entry, Mapping, Node } from '../model/node.ts'
import { idOf } from './plan-secrets.ts'
import { badSecretValue, unknownValue } from './secret-problems.ts'

/** A value of the settings, with the place where it stands. */
export interface GivenSecret {
  readonly at: Node
  readonly values: readonly string[]
}

/** The values that an environment's `secret_configs` gives, by `name/key`. */
export function givenSecrets(
  sections: Mapping,
  declared: readonly DeclaredSecret[],
  { components }: Catalogue,
  report: Report,
): ReadonlyMap<string, GivenSecret> {
  const found = new Map<string, GivenSecret>()
  for (const [owner, { key: at, value }] of entriesOf(valueAt(sections, 'secret_configs'))) {
    const own = declared.filter((it) => namesOf(owner, it.key).includes(it.name))
    if (own.length === 0) {
      // Environments may share the values of components that are not placed in each of them.
      if (!components.has(owner)) report.push(unknownValue(at, owner, undefined, declared.map(ownerOf)))
      continue
    }
    for (const [key, entry] of entriesOf(value)) {
      const secret = own.filter((it) => it.key === key).sort(byPrecedence(owner))[0]
      if (!secret) {
        const keys = own.map((it) => it.key)
        report.push(unknownValue(entry.key, owner, key, keys))
      } else addValue(secret, entry, found, report)
    }
  }
  return found
}

/** Secrets that somebody of this name may have: an instance, a component, or the operator. */
function namesOf(owner: string, key: string): readonly string[] {
  const names = [`service-${owner}`, `component-${owner}`, owner]
  return [...names, ...names.map((it) => `${it}-${key}`)]
}

/** What an instance has of its own comes before what it shares. */
function byPrecedence(owner: string): (a: DeclaredSecret, b: DeclaredSecret) => number {
  return (a, b) => (namesOf(owner, a.key).indexOf(a.name) % 3) - (namesOf(owner, b.key).indexOf(b.name) % 3)
}

function ownerOf({ name, key, folder }: DeclaredSecret): string {
  const whole = folder ? name.slice(0, -key.length - 1) : name
  return whole.replace(/^(service|component)-/, '')
}

function addValue(
  secret: DeclaredSecret,
  { value }: Entry,
  found: Map<string, GivenSecret>,
  report: Report,
): void {
  const texts = secret.folder ? itemsOf(value).map(textOf) : [textOf(value)]
  const values = texts.filter((it) => it !== undefined && it !== '') as readonly string[]
  if (values.length === 0 || values.length < texts.length)
    report.push(badSecretValue(value, secret.folder ?? false))
  else found.set(idOf(secret), { at: value, values })
}
