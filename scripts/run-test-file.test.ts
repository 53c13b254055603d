import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { runTestFile } from './run-test-file.ts'

// Inside the project, where uvu is found.
const folder = mkdtempSync(join(import.meta.dirname, '../node_modules/.runner-'))
test.after(() => rmSync(folder, { recursive: true }))

const begin = `import { test } from 'uvu'\nimport * as assert from 'uvu/assert'\n`
const passing = `test('a', () => {})\n`
const failing = `test('b', () => assert.is(1, 2))\n`
const run = `test.run()\n`

const cases = [
  { name: 'tests that pass are counted', text: passing + run, counts: [1, 0, 0] },
  {
    name: 'tests that fail are counted beside those that pass',
    text: passing + failing + run,
    counts: [1, 1, 0],
  },
  {
    name: 'an announced skip counts neither as passed nor as failed',
    text: `${passing}test('c', () => console.log('skipped: no Go'))\n${run}`,
    counts: [1, 0, 1],
  },
  { name: 'a file that runs no test fails', text: passing, counts: [0, 1, 0], says: 'no test ran' },
  {
    name: 'a file that cannot be loaded fails',
    text: 'throw new Error("early")',
    counts: [0, 1, 0],
    says: 'early',
  },
  {
    name: 'a process that ends before its tests fails',
    text: `test('d', () => process.exit(0))\n${run}`,
    counts: [0, 1, 0],
    says: 'no test ran',
  },
  {
    name: 'a crash after the last test fails',
    text: `${passing}${run}setTimeout(() => process.exit(3), 300)\n`,
    counts: [1, 1, 0],
    says: 'exit code 3',
  },
  {
    name: 'a hook that throws fails the tests it kept from running',
    text: `test.before(() => { throw new Error('hook') })\n${passing}${run}`,
    counts: [0, 1, 0],
  },
]

for (const [index, { name, text, counts, says = '' }] of cases.entries()) {
  test(name, async () => {
    const file = join(folder, `case-${index}.ts`)
    writeFileSync(file, begin + text)
    const outcome = await runTestFile(file)
    assert.equal([outcome.passed, outcome.failed, outcome.skipped.length], counts)
    assert.match(outcome.output, says)
  })
}

test.run()
