import { spawnSync } from 'node:child_process'
import { Writable } from 'node:stream'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { wantsColor, writeText } from './terminal.ts'

const cases: readonly (readonly [
  name: string,
  isTTY: boolean,
  environment: Record<string, string>,
  color: boolean,
])[] = [
  ['a terminal has colours', true, {}, true],
  ['a pipe has none', false, {}, false],
  ['NO_COLOR takes them away', true, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR says nothing', true, { NO_COLOR: '' }, true],
  ['FORCE_COLOR gives a pipe colours', false, { FORCE_COLOR: '1' }, true],
  ['an empty FORCE_COLOR does as well', false, { FORCE_COLOR: '' }, true],
  ['FORCE_COLOR can take them away', true, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR is stronger than FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['continuous integration has none', true, { CI: 'true' }, false],
  ['a dumb terminal has none', true, { TERM: 'dumb' }, false],
]

for (const [name, isTTY, environment, color] of cases)
  test(name, () => {
    assert.is(wantsColor({ isTTY }, environment), color)
  })

function broken(code: string): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) })
}

test('text is written completely before the answer', async () => {
  let written = ''
  const slow = new Writable({
    write: (chunk, _encoding, done) => {
      setImmediate(() => {
        written += String(chunk)
        done()
      })
    },
  })
  assert.is(await writeText(slow, 'a'), true)
  assert.is(await writeText(slow, 'b'), true)
  assert.is(written, 'ab')
  assert.is(slow.listenerCount('error'), 0)
})

test('a reader that has gone is no error, now and at the next text', async () => {
  const stream = broken('EPIPE')
  assert.is(await writeText(stream, 'a'), false)
  assert.is(await writeText(stream, 'b'), false)
  await new Promise(setImmediate)
})

test('any other error is one', async () => {
  const error: unknown = await writeText(broken('EIO'), 'a').catch((it: unknown) => it)
  assert.match(String(error), 'EIO')
})

test('a large text to a reader that stops early ends quietly', () => {
  const module = JSON.stringify(new URL('terminal.ts', import.meta.url).href)
  const program = `import { writeText } from ${module}
    const first = await writeText(process.stdout, 'line\\n'.repeat(200000))
    const second = await writeText(process.stdout, 'line\\n'.repeat(200000))
    process.exitCode = first && second ? 9 : 3`
  const command = `"$0" --import tsx --input-type=module -e "$1" | head -1; echo "$\{PIPESTATUS[0]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, program], {
    encoding: 'utf8',
  })
  assert.is(stdout, 'line\n3\n')
  assert.not.match(stderr, 'EPIPE')
})

test.run()
