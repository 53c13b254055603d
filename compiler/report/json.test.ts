import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { jsonLines } from './json.ts'

const sources = new Map([['a.yaml', 'k:\n  - "😀" x\n']])
const at = { file: 'a.yaml', start: 12, end: 13 }

test('each problem is one line with all that is known', () => {
  const related = [{ message: 'First here.', at: { file: 'a.yaml', start: 0, end: 1 } }]
  const problem = { code: 'a/b', severity: 'error' as const, message: 'No\nx.', at, related, hint: 'Do.' }
  const printed = jsonLines([problem, problem], sources, (it) => `k.${it.start}`)
  const line =
    '{"code":"a/b","severity":"error","message":"No\\nx.","hint":"Do.","file":"a.yaml","line":2,"column":9,' +
    '"endLine":2,"endColumn":10,"path":"k.12","related":[{"message":"First here.","file":"a.yaml","line":1,"column":1}]}\n'
  assert.is(printed, line + line)
})

test('what is not known is left out', () => {
  const bare = { code: 'a/b', severity: 'warning' as const, message: 'No.', related: [] }
  assert.is(jsonLines([bare], sources), '{"code":"a/b","severity":"warning","message":"No.","related":[]}\n')
  assert.is(
    jsonLines([{ ...bare, at: { file: 'gone', start: 1, end: 2 } }], sources),
    '{"code":"a/b","severity":"warning","message":"No.","file":"gone","related":[]}\n',
  )
})

test('no problems are no lines', () => {
  assert.is(jsonLines([], sources), '')
})

test.run()
