import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

/* The program as users run it: the same input gives the same bytes whatever the machine is like, and --check tells. */

const root = join(import.meta.dirname, '..')
const program = join(root, 'bin/oskc.js')
const folder = mkdtempSync(join(tmpdir(), 'oskc-determinism-'))
const project = join(folder, 'project')
cpSync(join(root, 'fixtures/reference'), project, { recursive: true })
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

interface Circumstances {
  readonly env?: Readonly<Record<string, string>>
  readonly umask?: string
  readonly cwd?: string
  readonly input?: string
}

/** Compiles into a new folder, and gives path → bytes and mode of every file. */
function compileUnder(
  name: string,
  { env = {}, umask = '022', cwd = folder, input = project }: Circumstances,
): ReadonlyMap<string, string> {
  const output = join(folder, name)
  const script = `umask ${umask} && exec "$0" "$@"`
  execFileSync('sh', ['-c', script, process.execPath, program, 'compile', '-C', input, '--output', output], {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'pipe',
  })
  return new Map(
    filesIn(output).map((it) => [
      it,
      `${statSync(join(output, it)).mode.toString(8)} ${readFileSync(join(output, it), 'base64')}`,
    ]),
  )
}

function filesIn(path: string, prefix = ''): readonly string[] {
  return readdirSync(path)
    .sort()
    .flatMap((name) =>
      statSync(join(path, name)).isDirectory()
        ? filesIn(join(path, name), `${prefix}${name}/`)
        : [prefix + name],
    )
}

const expected = compileUnder('expected', {})

const cases: readonly [name: string, circumstances: Circumstances][] = [
  ['another locale', { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } }],
  ['another time zone', { env: { TZ: 'Pacific/Kiritimati' } }],
  ['a strict umask', { umask: '077' }],
  ['another working directory', { cwd: '/' }],
  ['CRLF line ends', { input: withCarriageReturns() }],
]

function withCarriageReturns(): string {
  const copy = join(folder, 'crlf')
  cpSync(project, copy, { recursive: true })
  for (const file of filesIn(copy))
    writeFileSync(join(copy, file), readFileSync(join(copy, file), 'utf8').replaceAll('\n', '\r\n'))
  return copy
}

for (const [name, circumstances] of cases)
  test(`${name} gives the same bytes and modes`, () => {
    // The lock tells of the inputs' own bytes, which line ends are part of.
    const found = compileUnder(name.replaceAll(' ', '-'), circumstances)
    const ignored = (it: string) => name === 'CRLF line ends' && it.endsWith('.oskc.lock')
    assert.equal([...found.keys()], [...expected.keys()])
    for (const [path, content] of expected) if (!ignored(path)) assert.is(found.get(path), content, path)
  })

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}
const check = () => run('compile', '--check', '-C', project, '--output', join(folder, 'checked'))

test('--check is 0 after compiling, 1 after editing an output by hand, 1 after editing an input, 2 after breaking one', () => {
  assert.is(run('compile', '-C', project, '--output', join(folder, 'checked')).status, 0)
  assert.is(check().status, 0)

  appendFileSync(join(folder, 'checked/ccp-1/charts/keystone/files/keystone.conf'), '# mine\n')
  const edited = check()
  assert.is(edited.status, 1)
  assert.match(edited.said, 'by hand')
  assert.match(edited.said, 'ccp-1/charts/keystone/files/keystone.conf')
  assert.is(run('compile', '-C', project, '--output', join(folder, 'checked')).status, 0)
  assert.is(check().status, 0)

  const common = join(project, 'ccp-configs-common.yaml')
  const before = readFileSync(common, 'utf8')
  appendFileSync(common, '  debug: true\n')
  const stale = check()
  assert.is(stale.status, 1)
  assert.not.match(stale.said, 'by hand')
  writeFileSync(common, `${before}  debog: true\n`)
  assert.is(check().status, 2)
  writeFileSync(common, before)
  assert.is(check().status, 0)
})

test.run()
