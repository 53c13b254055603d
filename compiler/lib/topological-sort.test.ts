import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { topologicalSort, type Sorted } from './topological-sort.ts'

const cases: readonly {
  readonly name: string
  readonly graph: Readonly<Record<string, readonly string[]>>
  readonly sorted: Sorted
}[] = [
  { name: 'nothing sorts to nothing', graph: {}, sorted: { order: [] } },
  {
    name: 'without edges the name decides',
    graph: { c: [], a: [], b: [] },
    sorted: { order: ['a', 'b', 'c'] },
  },
  {
    name: 'a node comes after what it points to',
    graph: { a: ['b'], b: ['c'], c: [] },
    sorted: { order: ['c', 'b', 'a'] },
  },
  {
    name: 'a diamond lists each node once',
    graph: { a: ['c', 'b'], b: ['d'], c: ['d'], d: [] },
    sorted: { order: ['d', 'b', 'c', 'a'] },
  },
  { name: 'an edge given twice counts once', graph: { a: ['b', 'b'], b: [] }, sorted: { order: ['b', 'a'] } },
  { name: 'an edge to an unknown node is ignored', graph: { a: ['ghost'] }, sorted: { order: ['a'] } },
  { name: 'a node that points to itself is a cycle', graph: { a: ['a'] }, sorted: { cycle: ['a', 'a'] } },
  {
    name: 'a cycle starts with its smallest name, wherever it was entered',
    graph: { a: ['d'], d: ['c'], c: ['b'], b: ['d'] },
    sorted: { cycle: ['b', 'd', 'c', 'b'] },
  },
]

for (const { name, graph, sorted } of cases) {
  test(name, () => {
    assert.equal(
      topologicalSort(Object.keys(graph), (it) => graph[it]!),
      sorted,
    )
    const backwards = topologicalSort(Object.keys(graph).reverse(), (it) => [...graph[it]!].reverse())
    assert.equal(backwards, sorted, 'the order of the input changes nothing')
  })
}

test('a chain far longer than the call stack is sorted', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => `n${index}`)
  const { order } = topologicalSort(chain, (it) => [`n${Number(it.slice(1)) + 1}`])
  assert.is(order?.[0], 'n49999')
  assert.is(order?.length, 50_000)
})

test.run()
