import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

/* The program as a process: what only real streams can show. */

const main = join(import.meta.dirname, 'main.ts')
const program = `"${process.execPath}" --import "${import.meta.resolve('tsx')}" "${main}"`

function shell(line: string, environment: NodeJS.ProcessEnv = {}) {
  const env = { PATH: process.env['PATH'], ...environment }
  return spawnSync('bash', ['--norc', '-c', line], { encoding: 'utf8', env, input: '' })
}

test('the exit code says how it ended', () => {
  assert.is(shell(`${program} help`).status, 0)
  assert.is(shell(`${program} hepl`).status, 2)
})

test('a reader that goes away early is no error', () => {
  const { stdout, stderr } = shell(`${program} schema environment | true; echo "\${PIPESTATUS[0]}"`)
  assert.is(stdout, '0\n')
  assert.is(stderr, '')
})

test('long output reaches a slow reader completely', () => {
  const { stdout } = shell(`${program} schema service | (sleep 0.2; tail -n 1)`)
  assert.is(stdout, '}\n')
})

if (existsSync('/dev/full'))
  test('output that cannot be written is an error', () => {
    const { status, stderr } = shell(`${program} help >/dev/full`)
    assert.is(status, 2)
    assert.is(stderr, 'The output could not be written: ENOSPC.\n')
  })

test('colours come only where they are wanted', () => {
  assert.not.match(shell(`${program} hepl`).stderr, '\x1b[')
  assert.match(shell(`${program} hepl`, { FORCE_COLOR: '1' }).stderr, '\x1b[')
  assert.not.match(shell(`${program} hepl`, { FORCE_COLOR: '1', NO_COLOR: '1' }).stderr, '\x1b[')
})

test('the nodes of a cluster come through a pipe', () => {
  const { stdout } = shell(`echo '{"items": [{"metadata": {"name": "n1"}}]}' | ${program} inventory`)
  assert.match(stdout, '- {name: n1}')
})

test.run()
