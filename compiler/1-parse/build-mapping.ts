import { isMap, isScalar } from 'yaml'
import type { Pair, YAMLMap } from 'yaml'
import type { Entry, Node, Place, Scalar } from '../model/node.ts'
import { countNodes, placeOf, poison } from './build.ts'
import type { Build } from './build.ts'
import { buildNode } from './build-node.ts'
import type { Parsed } from './build-node.ts'
import { buildKey, isPlain } from './build-scalar.ts'
import { badMerge, complexKey, duplicateKey, emptyKey, refusedKey } from './content-problems.ts'

const refusedKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Builds the node of a mapping: own entries first, then what `<<` brings and no own entry hides. */
export function buildMapping(build: Build, parsed: YAMLMap, at: Place, depth: number): Node {
  const entries = new Map<string, Entry>()
  let merge: Entry | undefined
  for (const pair of parsed.items as Pair<Parsed, Parsed | null>[]) {
    const merges = isMergeKey(pair.key)
    const key = merges ? buildMergeKey(build, pair.key) : readKey(build, pair.key, depth)
    const value = buildValue(build, pair, depth)
    if (!key) continue
    const first = merges ? merge?.key : entries.get(key.source)?.key
    if (first) {
      build.report.push(duplicateKey(key, first))
      // Nobody can know which of the two is meant.
      if (!merges) entries.set(key.source, { key: first, value: poison(value) })
    } else if (merges) {
      merge = { key, value }
    } else {
      entries.set(key.source, { key, value })
    }
  }
  if (isProbablyText(parsed)) return poison(at)
  if (merge) mergeInto(build, entries, merge.value)
  return { kind: 'mapping', ...at, entries }
}

/** Whether a mapping is text of the form `{{ something }}` that somebody forgot to quote. */
function isProbablyText({ flow, items }: YAMLMap): boolean {
  return flow === true && isMap(items[0]?.key)
}

function isMergeKey(key: Parsed): boolean {
  return isScalar(key) && key.source === '<<' && isPlain(key) && key.tag === undefined
}

function buildMergeKey(build: Build, parsed: Parsed): Scalar {
  const at = placeOf(build, parsed)
  return { kind: 'scalar', ...at, value: '<<', source: '<<' }
}

/** The key of an entry, or nothing after reporting one that cannot be used. */
function readKey(build: Build, parsed: Parsed, depth: number): Scalar | undefined {
  const at = placeOf(build, parsed)
  if (isScalar(parsed) && !parsed.anchor) {
    if (countNodes(build, 1, at)) return checkKey(build, buildKey(build, parsed, at), isPlain(parsed))
    return undefined
  }
  const node = buildNode(build, parsed, depth + 1)
  if (node.kind === 'scalar') return checkKey(build, { ...node, value: node.source }, false)
  if (node.kind !== 'poison') build.report.push(complexKey(at, node.kind === 'mapping'))
  return undefined
}

function checkKey(build: Build, key: Scalar, plain: boolean): Scalar | undefined {
  if (refusedKeys.has(key.source)) build.report.push(refusedKey(key))
  else if (plain && key.source === '') build.report.push(emptyKey(key))
  else return key
  return undefined
}

function buildValue(build: Build, { key, value }: Pair<Parsed, Parsed | null>, depth: number): Node {
  if (value) return buildNode(build, value, depth + 1)
  const { file, end } = placeOf(build, key)
  return { kind: 'scalar', file, start: end, end, value: null, source: '' }
}

function mergeInto(build: Build, entries: Map<string, Entry>, value: Node): void {
  const items = value.kind === 'sequence' ? value.items : [value]
  for (const item of items) {
    if (item.kind === 'mapping') {
      for (const [name, entry] of item.entries) if (!entries.has(name)) entries.set(name, entry)
    } else if (item.kind !== 'poison') {
      build.report.push(badMerge(item))
    }
  }
}
