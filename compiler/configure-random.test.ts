import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { percent } from '../scripts/configure/example-pod.ts'
import { withPod } from '../scripts/configure/pod.ts'
import { findShells } from '../scripts/configure/shells.ts'
import { hasPython, readBack } from '../scripts/python/read-back.ts'
import { iniValue, readIniValue } from './8-render/ini-value.ts'

const folder = mkdtempSync(join(tmpdir(), 'oskc-shells-'))
const shells = findShells(folder)
test.after(() => rmSync(folder, { recursive: true }))

const values = hostileValues(500, 20261)
/** The same values, but with letters around those whose ends an INI file cannot hold without quotes. */
const iniValues = values.map((it) => (isQuoted(it) ? `x${it}x` : it))

const number = values.map((_, i) => i)
const secrets = [
  ...number.map((i) => [`secrets/any/k${i}`, `${values[i]}${i % 2 ? '\n' : ''}`]),
  ...number.map((i) => [`secrets/ini/k${i}`, `${iniValues[i]}${i % 3 ? '\n' : ''}`]),
]
const inputs = {
  'in/raw': lines((i) => `${i}=@oskc{secret:raw:any/k${i}}@|@oskc{secret:raw:any/k${i}}@`),
  'in/ini': `[DEFAULT]\n${lines((i) => `v${i} = @oskc{secret:ini:ini/k${i}}@`)}`,
  'in/url': lines((i) => `mysql+pymysql://user:@oskc{secret:url:any/k${i}}@@host:3306/db?charset=utf8mb4`),
}
const expected = {
  raw: lines((i) => `${i}=${values[i]}|${values[i]}`),
  ini: `[DEFAULT]\n${lines((i) => `v${i} = ${String(iniValue(iniValues[i]!))}`)}`,
  url: lines((i) => `mysql+pymysql://user:${percent(values[i]!)}@host:3306/db?charset=utf8mb4`),
}

for (const shell of shells) {
  test(`random hostile values are written as they should be (${shell.name})`, () => {
    withPod(shell, { files: { ...Object.fromEntries(secrets), ...inputs } }, (pod) => {
      assert.equal(pod.configure('raw:0600', 'ini:0600', 'url:0600'), { status: 0, stderr: '' })
      assert.is(String(pod.read('out/raw')), expected.raw)
      assert.is(String(pod.read('out/ini')), expected.ini)
      assert.is(String(pod.read('out/url')), expected.url)
    })
  })
}

const [first] = shells
if (first && hasPython('reading configured files with oslo.config, SQLAlchemy and kombu')) {
  test('oslo.config, SQLAlchemy and kombu read random hostile values as they were', () => {
    withPod(first, { files: { ...Object.fromEntries(secrets), ...inputs } }, (pod) => {
      assert.is(pod.configure('ini:0600', 'url:0600').status, 0)
      const urls = String(pod.read('out/url')).trimEnd().split('\n')
      const { options, urls: passwords } = readBack({ options: [join(pod.root, 'out/ini')], urls })
      assert.equal(
        options[0],
        iniValues.map((it, i) => ['DEFAULT', `v${i}`, [it]]),
      )
      assert.equal(
        passwords,
        values.map((it) => ({ sqlalchemy: it, kombu: it })),
      )
    })
  })
}

test.run()

/** Texts of what shells, awk, printf, regular expressions, INI files, addresses and placeholders give a meaning. */
function hostileValues(count: number, seed: number): readonly string[] {
  const next = randomNumbers(seed)
  const marks = [...`"'\\$&%{}@#;:=,[]()<>|!?*~^+-_./ \t\`aZ09`]
  const words = ['é', '漢', '😀', '\u00a0', '\u2003', '\u0085', '\ufeff', '\x01', '\x1c', '\x7f']
  const traps = [
    '@oskc{secret:raw:any/k0}@',
    '@oskc{',
    '}@',
    '\\$',
    '$$',
    '${x}',
    '$v0',
    '%(a)s',
    '%s',
    '\\&',
    '\\n',
    '$(id)',
  ]
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)]!
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(next() ** 3 * 40) }, () => {
      const chance = next()
      return pick(chance < 0.7 ? marks : chance < 0.85 ? words : traps)
    }).join(''),
  )
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function isQuoted(text: string): boolean {
  const written = String(iniValue(text))
  return readIniValue(written) !== written
}

function lines(write: (i: number) => string): string {
  return number.map((i) => `${write(i)}\n`).join('')
}
