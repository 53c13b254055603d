import { entriesOf } from '../lib/node.ts'
import type { Component } from '../model/catalogue.ts'
import type { Entry, Node } from '../model/node.ts'
import type { SourceTree } from '../model/source.ts'

/** A setting of a component. */
export interface SettingDescription {
  /** From the root of `configs`, e.g. `ingress.port`. */
  readonly path: string
  readonly default: unknown
  /** The comment above it. */
  readonly description: string
}

/** The settings of a component, in the order in which they are written. */
export function settingsOf({ defaults }: Component, sources: SourceTree): readonly SettingDescription[] {
  const text = sources.get(defaults.file)
  const lines = typeof text === 'string' ? text : ''
  const list = (node: Node, path: readonly string[]): readonly SettingDescription[] =>
    entriesOf(node).flatMap(([key, entry]) => {
      const here = [...path, key]
      if (entry.value.kind === 'mapping' && entry.value.entries.size > 0) return list(entry.value, here)
      return [{ path: here.join('.'), default: plainOf(entry.value), description: commentOf(entry, lines) }]
    })
  return list(defaults, [])
}

function plainOf(node: Node): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(plainOf)
  return Object.fromEntries(entriesOf(node).map(([key, { value }]) => [key, plainOf(value)]))
}

/** The lines of comment right above a key. */
function commentOf({ key }: Entry, text: string): string {
  const above = text
    .slice(0, text.lastIndexOf('\n', key.start - 1) + 1)
    .split('\n')
    .slice(0, -1)
  const lines: string[] = []
  for (let line = above.pop(); line !== undefined; line = above.pop()) {
    const comment = /^\s*#\s?(.*)$/.exec(line)?.[1]
    if (comment === undefined) break
    lines.unshift(comment.trim())
  }
  return lines.join(' ').trim()
}
