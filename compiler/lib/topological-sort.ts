import { lexicographic } from './lexicographic.ts'

/** Either every node after all those it points to, or one shortest-found cycle, its first node repeated at the end. */
export type Sorted =
  | { readonly order: readonly string[]; readonly cycle?: never }
  | { readonly order?: never; readonly cycle: readonly string[] }

/**
 * Puts nodes into an order in which each comes after those that its edges point to (what it depends on).
 * Where several orders are possible, the name decides. Edges to unknown nodes are ignored.
 */
export function topologicalSort(nodes: Iterable<string>, edges: (node: string) => Iterable<string>): Sorted {
  const known = [...new Set(nodes)].sort(lexicographic)
  const names = new Set(known)
  const targets = new Map(
    known.map((node) => [node, [...new Set(edges(node))].filter((it) => names.has(it)).sort(lexicographic)]),
  )
  const order: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  for (const start of known) {
    // An explicit stack: a chain of dependencies may be longer than the call stack is deep.
    const path = state.has(start) ? [] : [{ node: start, next: 0 }]
    if (path.length > 0) state.set(start, 'open')
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = targets.get(top.node)![top.next++]
      if (target === undefined) {
        state.set(top.node, 'done')
        order.push(top.node)
        path.pop()
      } else if (state.get(target) === 'open') {
        const open = path.map((it) => it.node)
        return { cycle: fromSmallest(open.slice(open.indexOf(target))) }
      } else if (!state.has(target)) {
        state.set(target, 'open')
        path.push({ node: target, next: 0 })
      }
    }
  }
  return { order }
}

/** The same cycle whichever node it was entered by: it starts and ends with the smallest name. */
function fromSmallest(cycle: readonly string[]): readonly string[] {
  const smallest = cycle.reduce((least, it) => (it < least ? it : least))
  const start = cycle.indexOf(smallest)
  return [...cycle.slice(start), ...cycle.slice(0, start), smallest]
}
