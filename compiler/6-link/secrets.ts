import type { SecretDeclaration } from '../model/catalogue.ts'
import type { SecretKey } from '../model/deployment.ts'
import type { DeclaredSecret, LinkedEnvironment, ResolvedNeed } from '../model/linked.ts'
import { asMapping, textAt, valueAt } from '../lib/node.ts'
import { secretDeclarations } from '../lib/secret-declarations.ts'
import type { Context, Frame, Needs } from './context.ts'

/** The secrets that a definition may read, by the name it uses: its own, its component's, those of its needs (`<need>-<name>`). */
export function secretKeys(frame: Frame, needs: Needs): ReadonlyMap<string, SecretKey> {
  const { entry, name } = frame.instance
  const result = new Map<string, SecretKey>()
  for (const [need, resolved] of needs)
    for (const [local, key] of needSecretKeys(resolved, frame)) result.set(`${need}-${local}`, key)
  for (const [key, it] of frame.shared) result.set(key, componentKey(entry.component, key, it))
  for (const [key, it] of ownSecrets(frame)) result.set(key, instanceKey(name, key, it))
  return result
}

/** The secrets that a need's own texts may read: those it brings, and those of the provider that it reads. */
export function needSecretKeys(need: ResolvedNeed, frame: Frame): ReadonlyMap<string, SecretKey> {
  const brought = [...(need.definition?.secrets ?? [])].map(
    ([key, it]) => [key, broughtKey(need, key, it, frame)] as const,
  )
  return new Map([...brought, ...need.reads])
}

/** Where a secret that a need brings is kept. */
function broughtKey(
  { name, definition }: ResolvedNeed,
  key: string,
  declaration: SecretDeclaration,
  { instance }: Frame,
): SecretKey {
  return definition?.per === 'instance'
    ? instanceKey(instance.name, `${name}-${key}`, declaration)
    : componentKey(instance.entry.component, `${name}-${key}`, declaration)
}

/** A secret of one instance. */
export function instanceKey(
  instance: string,
  key: string,
  declaration: SecretDeclaration | undefined,
): SecretKey {
  return secretKey(`service-${instance}`, key, declaration)
}

/** A secret that all services of a component share. */
export function componentKey(component: string, key: string, declaration: SecretDeclaration): SecretKey {
  return secretKey(`component-${component}`, key, declaration)
}

/** A folder of keys is a Secret of its own, whose keys are its files. */
function secretKey(name: string, key: string, declaration: SecretDeclaration | undefined): SecretKey {
  return declaration?.count === undefined ? { name, key } : { name: `${name}-${key}`, key, folder: true }
}

/** The secrets that an instance declares for itself. */
export function ownSecrets(frame: Frame): ReadonlyMap<string, SecretDeclaration> {
  return secretDeclarations(valueAt(frame.body, 'secrets'))
}

/** Every secret that somebody must make for this environment, sorted by name and key. */
export function declaredSecrets(
  needsOf: ReadonlyMap<string, Needs>,
  context: Context,
): LinkedEnvironment['secrets'] {
  const found = new Map<string, DeclaredSecret>()
  const add = (key: SecretKey, declaration: SecretDeclaration, owner: string): void => {
    const id = `${key.name}\n${key.key}`
    if (!found.has(id)) found.set(id, { ...key, declaration, owner })
  }
  for (const frame of context.frames.values()) {
    const { name, entry } = frame.instance
    for (const [key, it] of ownSecrets(frame)) add(instanceKey(name, key, it), it, name)
    for (const [key, it] of frame.shared) add(componentKey(entry.component, key, it), it, entry.component)
    for (const need of needsOf.get(name)?.values() ?? [])
      for (const [key, it] of need.definition?.secrets ?? [])
        add(
          broughtKey(need, key, it, frame),
          it,
          need.definition?.per === 'instance' ? name : entry.component,
        )
  }
  for (const [name, keys] of context.settings.ownSecrets)
    for (const [key, at] of keys) {
      const generate = textAt(
        valueAt(valueAt(asMapping(valueAt(context.placement.environment.sections, 'secrets')), name), key),
        'generate',
      )
      add({ name, key }, { at, generate: generate === 'password' ? 'password' : 'given' }, 'the operator')
    }
  return [...found.values()].sort((a, b) =>
    a.name === b.name ? (a.key < b.key ? -1 : 1) : a.name < b.name ? -1 : 1,
  )
}
