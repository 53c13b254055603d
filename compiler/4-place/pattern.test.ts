import fc from 'fast-check'
import { RE2JS } from 're2js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import type { Scalar } from '../model/node.ts'
import { compilePattern } from './pattern.ts'
import { isSimplePattern } from './simple-pattern.ts'

function keyOf(text: string, quotes = 0): Scalar {
  return {
    kind: 'scalar',
    file: 'prod.yaml',
    start: 10,
    end: 10 + text.length + quotes,
    value: text,
    source: text,
  }
}

function matchOf(pattern: string, name: string) {
  const report: Diagnostic[] = []
  const compiled = compilePattern(keyOf(pattern), report)
  assert.ok(compiled, report[0]?.message ?? pattern)
  return compiled.matches(name)
}

const matches: readonly [pattern: string, name: string, expected: 'whole' | 'prefix' | undefined][] = [
  ['node1', 'node1', 'whole'],
  ['node1', 'node10', 'prefix'],
  ['node1$', 'node10', undefined],
  ['ode1', 'node1', undefined],
  ['Node1', 'node1', undefined],
  ['node[1-3]', 'node2', 'whole'],
  ['node[1,2-3,4,5-6,7,8-9]', 'node7', 'whole'],
  ['a|ab', 'ab', 'whole'],
  ['ctl-(1|2)\\.rack', 'ctl-2.rack', 'whole'],
  ['ctl-(1|2)\\.rack', 'ctl-2xrack', undefined],
  ['.*', '', 'whole'],
  ['', 'node1', 'prefix'],
  ['(?i)NODE\\d+', 'node12', 'whole'],
  ['n(o|d|e)+?', 'node', 'whole'],
  ['(node|ctl)-[[:digit:]]{2,3}', 'ctl-1234', 'prefix'],
  ['\\Qa.b', 'a.bc', 'prefix'],
]

for (const [pattern, name, expected] of matches) {
  test(`"${pattern}" matches ${expected ?? 'nothing'} of "${name}"`, () => {
    assert.is(matchOf(pattern, name), expected)
  })
}

const refused: readonly [pattern: string, code: string, start: number, end: number][] = [
  ['a(?=b)', 'place/unsupported-pattern', 1, 4],
  ['a(?!b)', 'place/unsupported-pattern', 1, 4],
  ['(?<=a)b', 'place/unsupported-pattern', 0, 4],
  ['(?<!a)b', 'place/unsupported-pattern', 0, 4],
  ['(a)\\1', 'place/unsupported-pattern', 3, 5],
  ['(?P<n>a)(?P=n)', 'place/unsupported-pattern', 8, 12],
  ['(?>a)', 'place/unsupported-pattern', 0, 3],
  ['(?#no)a', 'place/unsupported-pattern', 0, 3],
  ['a++', 'place/unsupported-pattern', 1, 3],
  ['(?x)a', 'place/unsupported-pattern', 0, 4],
  ['node[1', 'place/bad-pattern', 4, 5],
  ['node([(]1', 'place/bad-pattern', 4, 5],
  ['node1)', 'place/bad-pattern', 5, 6],
  ['a)(b', 'place/bad-pattern', 1, 2],
  ['[z-a]', 'place/bad-pattern', 1, 4],
  ['*node', 'place/bad-pattern', 0, 1],
  ['node**', 'place/bad-pattern', 4, 6],
  ['a{2,1}', 'place/bad-pattern', 1, 6],
  ['a{1001}', 'place/bad-pattern', 1, 7],
  ['a\\q', 'place/bad-pattern', 1, 3],
  ['node\\', 'place/bad-pattern', 4, 5],
  ['('.repeat(2000) + ')'.repeat(2000), 'place/bad-pattern', 0, 4000],
]

for (const [pattern, code, start, end] of refused) {
  test(`"${pattern.slice(0, 20)}" is refused where it goes wrong`, () => {
    const report: Diagnostic[] = []
    assert.is(compilePattern(keyOf(pattern), report), undefined)
    assert.equal(
      report.map(({ code, at }) => [code, at!.start - 10, at!.end - 10]),
      [[code, start, end]],
    )
  })
}

test('a comma in a character class is warned about, its place being within the quotes', () => {
  const report: Diagnostic[] = []
  assert.ok(compilePattern(keyOf('node[1,2-3]', 2), report))
  assert.equal(
    report.map(({ code, severity, at }) => [code, severity, at!.start, at!.end]),
    [['place/comma-in-class', 'warning', 15, 22]],
  )
})

test('a comma outside a class or in a count is none', () => {
  for (const pattern of ['a{1,2}', '[ab]c,d[e]', '\\[1,2\\]']) {
    const report: Diagnostic[] = []
    compilePattern(keyOf(pattern), report)
    assert.equal(report, [], pattern)
  }
})

const piece = fc.constantFrom('a', 'b', '-', '1', '\\.', '.', '[ab]', '[a-b,1]', '[b-a]', '(a|b1)', '(?:a|)')
const branch = fc
  .array(fc.tuple(piece, fc.constantFrom('', '', '', '+', '*', '?', '{2}')), { maxLength: 5 })
  .map((it) => it.map(([atom, repeat]) => atom + (atom.startsWith('(') ? '' : repeat)).join(''))
const simplePattern = fc
  .tuple(fc.array(branch, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(([branches, start, end]) => `${start ? '^' : ''}${branches.join('|')}${end ? '$' : ''}`)
  .filter(isSimplePattern)
const name = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', '.', ',', '😀'), maxLength: 6 })

test('simple patterns match what the linear-time engine matches', () => {
  fc.assert(
    fc.property(simplePattern, name, (pattern, name) => {
      const engine = RE2JS.compile(pattern)
      const start = engine.matcher(name).lookingAt()
      assert.is(matchOf(pattern, name), start ? (engine.testExact(name) ? 'whole' : 'prefix') : undefined)
    }),
    { numRuns: 2000, seed: 1 },
  )
})

test('whatever a pattern looks like, it is compiled or refused', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab1,-.^$*+?()[]{}|\\<=!:PQEx'), maxLength: 12 })
  fc.assert(
    fc.property(text, name, (pattern, name) => {
      const report: Diagnostic[] = []
      const compiled = compilePattern(keyOf(pattern), report)
      compiled?.matches(name)
      assert.is(
        compiled === undefined,
        report.some((it) => it.severity === 'error'),
      )
      for (const { at } of report)
        assert.ok(at && at.start >= 10 && at.end <= 10 + pattern.length && at.start < at.end)
    }),
    { numRuns: 3000, seed: 1 },
  )
})

test.run()
