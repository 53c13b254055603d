import type { SecretDeclaration } from '../model/catalogue.ts'
import type { SecretKey } from '../model/deployment.ts'
import type { DeclaredSecret, LinkedEnvironment } from '../model/linked.ts'
import { asMapping, entriesOf, numberAt, textAt, valueAt } from '../lib/node.ts'
import type { Node } from '../model/node.ts'
import type { Context, Frame, Needs } from './context.ts'

/** The secrets that a definition may read, by the name it uses: its own, its component's, those of its needs (`<need>-<name>`). */
export function secretKeys(frame: Frame, needs: Needs, context: Context): ReadonlyMap<string, SecretKey> {
  const { entry, name } = frame.instance
  const result = new Map<string, SecretKey>()
  for (const [kind, need] of needs) {
    for (const [own, it] of need.definition?.secrets ?? [])
      result.set(`${kind}-${own}`, componentKey(entry.component, `${kind}-${own}`, it))
    for (const [local, key] of need.reads) result.set(`${kind}-${local}`, key)
  }
  for (const [key, it] of context.catalogue.components.get(entry.component)?.secrets ?? [])
    result.set(key, componentKey(entry.component, key, it))
  for (const [key, it] of ownSecrets(frame)) result.set(key, secretKey(`service-${name}`, key, it))
  return result
}

/** A secret that all services of a component share. */
export function componentKey(component: string, key: string, declaration: SecretDeclaration): SecretKey {
  return secretKey(`component-${component}`, key, declaration)
}

/** A folder of keys is a Secret of its own, whose keys are its files. */
function secretKey(name: string, key: string, { count }: SecretDeclaration): SecretKey {
  return count === undefined ? { name, key } : { name: `${name}-${key}`, key, folder: true }
}

/** The secrets that an instance declares for itself. */
export function ownSecrets(frame: Frame): ReadonlyMap<string, SecretDeclaration> {
  return new Map(
    entriesOf(valueAt(frame.body, 'secrets')).flatMap(([key, it]) =>
      it.value.kind === 'mapping' ? [[key, declarationOf(it.key, it.value)] as const] : [],
    ),
  )
}

function declarationOf(at: SecretDeclaration['at'], node: Node): SecretDeclaration {
  const description = textAt(node, 'description')
  const length = numberAt(node, 'length')
  const count = numberAt(node, 'count')
  return {
    at,
    generate: (textAt(node, 'generate') ?? 'given') as SecretDeclaration['generate'],
    ...(description ? { description } : {}),
    ...(length ? { length } : {}),
    ...(count ? { count } : {}),
  }
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
    for (const [key, it] of ownSecrets(frame)) add(secretKey(`service-${name}`, key, it), it, name)
    for (const [key, it] of context.catalogue.components.get(entry.component)?.secrets ?? [])
      add(componentKey(entry.component, key, it), it, entry.component)
    for (const [kind, { definition }] of needsOf.get(name) ?? [])
      for (const [key, it] of definition?.secrets ?? [])
        add(componentKey(entry.component, `${kind}-${key}`, it), it, entry.component)
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
