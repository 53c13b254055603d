import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { scratch } from './command-line.test-support.ts'
import { commands } from './commands.ts'
import { run } from './run.ts'

const { oskc, clear, folder } = scratch()
test.after(clear)

const calls: readonly (readonly [line: string, exitCode: number, stdout: RegExp, stderr: RegExp])[] = [
  ['', 2, /^$/, /^oskc \d.*\n\nUsage: /],
  ['--help', 0, /Usage: oskc COMMAND/, /^$/],
  ['-h', 0, /Usage: oskc COMMAND/, /^$/],
  ['help', 0, /compile {4}compile environments/, /^$/],
  ['--version', 0, /^\d+\.\d+\.\d+.*\n$/, /^$/],
  ['-V', 0, /^\d+\.\d+\.\d+.*\n$/, /^$/],
  ['compil', 2, /^$/, /Did you mean "compile"\?/],
  ['constructor', 2, /^$/, /There is no command "constructor"/],
  ['compile --chek', 2, /^$/, /Did you mean "--check"\?/],
  ['graph', 2, /^$/, /oskc graph ENV \[SERVICE\.\.\.\]/],
  ['graph --help', 0, /Usage: oskc graph ENV/, /^$/],
  ['help graph', 0, /Usage: oskc graph ENV/, /^$/],
  ['help place/unknown-role', 0, /^place\/unknown-role \(error\)\n\n.+\n\n.+\n\n.+\n$/, /^$/],
  ['help resolve/unnamed', 0, /^resolve\/unnamed \(warning\)\n/, /^$/],
  ['help resolve', 0, /^resolve\/bad-name\n/, /^$/],
  ['help place/unknown-rol', 2, /^$/, /Did you mean "place\/unknown-role"/],
  ['help toString', 2, /^$/, /call\/unknown-name/],
  ['schema', 0, /^component\nenvironment\n/, /^$/],
  ['schema environment', 0, /^\{\n[^]*"environment"[^]*\}\n$/, /^$/],
  ['schema enviroment', 2, /^$/, /Did you mean "environment"/],
  ['compile -C nowhere', 2, /^$/, /^error\[read\/missing-project\][^]*"nowhere"[^]*\n\n1 error\.\n$/],
  ['services nothing', 2, /^$/, /There are barbican, [a-z, ]+ and \d+ more\.\n\n1 error\.\n$/],
  ['topology -C nowhere', 2, /^$/, /^error\[read\/missing-project\][^]*\n\n1 error\.\n$/],
]

test('what is wrong with a call has a code', async () => {
  assert.match((await oskc('compil')).stderr, 'error[call/unknown-command]')
  assert.match((await oskc('schema x')).stderr, 'error[call/unknown-name]')
})

for (const [line, exitCode, stdout, stderr] of calls)
  test(`oskc ${line}`, async () => {
    const ended = await oskc(line)
    assert.match(ended.stdout, stdout)
    assert.match(ended.stderr, stderr)
    assert.is(ended.exitCode, exitCode)
  })

test('every command explains itself with an example', async () => {
  for (const name of commands.keys()) {
    const { exitCode, stdout } = await oskc(`${name} --help`)
    assert.is(exitCode, 0)
    assert.match(stdout, /\nExamples:\n {2}# .+\n {2}.*oskc /)
    assert.is(
      stdout
        .split('\n')
        .filter((it) => it.length > 125)
        .join('\n'),
      '',
    )
  }
})

test('a bug in oskc is told as one', async () => {
  let stderr = ''
  const exitCode = await run(['schema'], {
    cwd: folder,
    stdin: () => Promise.resolve(undefined),
    stdout: {
      color: false,
      write: () => {
        throw new TypeError('x is not a function')
      },
    },
    stderr: { color: false, write: (text) => void (stderr += text) },
  })
  assert.is(exitCode, 70)
  assert.match(stderr, /^This is a bug in oskc[^]*oskc schema\nTypeError: x is not a function\n {4}at /)
})

test.run()
