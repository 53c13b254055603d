import { placeholdersOf, replacePlaceholders, reserved, type Placeholder } from '../lib/placeholder.ts'
import type { Yaml } from '../lib/yaml-piece.ts'
import type { EnvVar, Program } from '../model/deployment.ts'
import { fieldRef } from './field-ref.ts'

/** The environment of a program: first the facts that its texts refer to, then its own variables. */
export function environmentOf({ command, env }: Pick<Program, 'command' | 'env'>): readonly Yaml[] {
  const texts = [...command, ...env.flatMap((it) => it.value ?? [])]
  return [...downward(texts.flatMap(placeholdersOf)), ...env.map(variable)]
}

/** The variables for facts that only a running pod has, in a fixed order, as far as placeholders ask for them. */
export function downward(placeholders: readonly Placeholder[]): readonly Yaml[] {
  const used = new Set(placeholders.map((it) => `${it.kind}:${it.argument}`))
  return facts
    .filter(([fact]) => used.has(fact))
    .map(([, name, fieldPath]) => ({ name, valueFrom: fieldRef(fieldPath) }))
}

const facts = [
  ['node:name', 'OSKC_NODE_NAME', 'spec.nodeName'],
  ['node:ip', 'OSKC_NODE_IP', 'status.hostIP'],
  ['pod:name', 'OSKC_POD_NAME', 'metadata.name'],
  ['pod:ip', 'OSKC_POD_IP', 'status.podIP'],
] as const

function variable({ name, value, secret }: EnvVar): Yaml {
  if (secret) return { name, valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } } }
  // Kubernetes keeps no empty value: written down, it would be a conflict for whoever applies the same again.
  return value ? { name, value: expandable(value) } : { name }
}

/**
 * A command's argument or a variable's value, as Kubernetes expands it: placeholders become references, and what
 * only looks like one (`$(`, `$$`) is doubled, so that the program gets it as it was written.
 */
export function expandable(text: string): string {
  const literal = text.split(/(@oskc\{[^}]*\}@)/)
  return literal.map((part, index) => (index % 2 === 1 ? referenceTo(part) : escaped(part))).join('')
}

function escaped(text: string): string {
  return text.replace(/\$(?=[$(]|$)/g, '$$$$')
}

function referenceTo(text: string): string {
  const reference = replacePlaceholders(text, (it) => {
    const fact = facts.find(([name]) => name === `${it.kind}:${it.argument}`)
    if (!fact) throw new Error(`A ${it.kind} placeholder cannot stand in a command or a variable.`)
    return `$(${fact[1]})`
  })
  if (reference.includes(reserved))
    throw new Error('A malformed placeholder stands in a command or a variable.')
  return reference
}
