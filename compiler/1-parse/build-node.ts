import { isAlias, isMap, isSeq } from 'yaml'
import type { Alias, ParsedNode, Scalar as YamlScalar, YAMLMap, YAMLSeq } from 'yaml'
import type { Node, Place } from '../model/node.ts'
import { countNodes, placeOf, poison } from './build.ts'
import type { Anchored, Build } from './build.ts'
import { buildMapping } from './build-mapping.ts'
import { buildScalar } from './build-scalar.ts'
import { fitsTag } from './check-tag.ts'
import { aliasCycle, unknownAnchor } from './content-problems.ts'
import { limits } from './limits.ts'
import { tooDeep } from './problems.ts'

/** What the yaml package makes of a value, places included. */
export type Parsed = ParsedNode | YAMLMap | YAMLSeq | YamlScalar

/** Builds our immutable node of a value at a depth; what is wrong in it is reported and becomes poison. */
export function buildNode(build: Build, parsed: Parsed, depth: number): Node {
  if (isAlias(parsed)) return repeat(build, parsed, depth)
  const at = placeOf(build, parsed)
  if (!countNodes(build, 1, at)) return poison(at)
  if (depth > build.deepest) build.deepest = depth
  const { anchor } = parsed
  return anchor ? withAnchor(build, anchor, parsed, at, depth) : buildContent(build, parsed, at, depth)
}

function buildContent(build: Build, parsed: Exclude<Parsed, Alias>, at: Place, depth: number): Node {
  if (!isMap(parsed) && !isSeq(parsed)) return buildScalar(build, parsed as YamlScalar, at)
  // What is inside is built all the same, so that its problems are reported too.
  const node = isMap(parsed)
    ? buildMapping(build, parsed, at, depth)
    : buildSequence(build, parsed, at, depth)
  return node.kind === 'poison' || fitsTag(build, parsed.tag, node) ? node : poison(at)
}

function buildSequence(build: Build, parsed: YAMLSeq, at: Place, depth: number): Node {
  const items = parsed.items.map((it) => buildNode(build, it as Parsed, depth + 1))
  return { kind: 'sequence', ...at, items }
}

function withAnchor(
  build: Build,
  name: string,
  parsed: Exclude<Parsed, Alias>,
  at: Place,
  depth: number,
): Node {
  const open: Anchored = { at, size: 0, height: 0 }
  build.anchors.set(name, open)
  const countBefore = build.count
  const deepestBefore = build.deepest
  build.deepest = depth
  const node = buildContent(build, parsed, at, depth)
  // The same name may have been given again inside; the later one counts from there on.
  if (build.anchors.get(name) === open) {
    build.anchors.set(name, { node, at, size: build.count - countBefore + 1, height: build.deepest - depth })
  }
  build.deepest = Math.max(build.deepest, deepestBefore)
  return node
}

function repeat(build: Build, alias: Alias, depth: number): Node {
  const [start, end] = alias.range!
  const at = build.place(start, end)
  const anchored = build.anchors.get(alias.source)
  if (!anchored) {
    build.report.push(unknownAnchor(at, alias.source, [...build.anchors.keys()]))
    return poison(at)
  }
  if (!anchored.node) {
    build.report.push(aliasCycle(at, alias.source, anchored.at))
    return poison(at)
  }
  if (!countNodes(build, anchored.size, at)) return poison(at)
  if (depth + anchored.height > limits.depth) {
    build.report.push(tooDeep(at, limits.depth))
    return poison(at)
  }
  build.deepest = Math.max(build.deepest, depth + anchored.height)
  return anchored.node
}
