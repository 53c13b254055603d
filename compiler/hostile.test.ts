import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from './compile.ts'
import { readBuiltIn } from './edge/built-in.ts'
import type { SourceFile } from './model/source.ts'

/* Inputs that are meant to hurt: each is refused at a place, by the whole compiler, without a crash. */

const builtIn = readBuiltIn()
const sound = 'nodes: {node1: {roles: [a]}}\nroles: {a: [memcached]}\n'

interface Case {
  readonly name: string
  readonly files: Readonly<Record<string, SourceFile>>
  readonly code: string
  readonly file: string
}

const environment = 'environments/a.yaml'
const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
  .split('')
  .map(
    (key, index) =>
      `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index]}`).join(', ')}]\n`,
  )
  .join('')}`
const deep = '['.repeat(20_000)
const nested = Array.from({ length: 20_000 }, (_, depth) => `${' '.repeat(depth % 300)}a:`).join('\n')

const cases: readonly Case[] = [
  {
    name: 'an alias bomb',
    files: { [environment]: `configs:\n  x: 1\n${bomb}` },
    code: 'parse/too-many-nodes',
    file: environment,
  },
  { name: 'brackets 20,000 deep', files: { [environment]: deep }, code: 'parse/too-deep', file: environment },
  {
    name: '__proto__ as a key',
    files: { [environment]: `${sound}configs: {__proto__: {polluted: true}}\n` },
    code: 'parse/refused-key',
    file: environment,
  },
  {
    name: 'a file of 5 MiB',
    files: { [environment]: `${sound}# ${'x'.repeat(5 * 1024 * 1024)}\n` },
    code: 'parse/too-large',
    file: environment,
  },
  {
    name: 'a file that is no UTF-8',
    files: { [environment]: { unreadable: 'invalid-utf8', offset: 3 } },
    code: 'parse/invalid-utf8',
    file: environment,
  },
  {
    name: 'a NUL byte',
    files: { [environment]: { unreadable: 'nul-byte', offset: 3 } },
    code: 'parse/nul-byte',
    file: environment,
  },
  {
    name: 'a symbolic link that leads away',
    files: { [environment]: { unreadable: 'symbolic-link' } },
    code: 'parse/symbolic-link',
    file: environment,
  },
  {
    name: 'an include that climbs out',
    files: { [environment]: `!include\n- ../../../../etc/passwd\n---\n${sound}` },
    code: 'validate/missing-include',
    file: environment,
  },
  {
    name: 'an include that was kept outside',
    files: {
      [environment]: `!include\n- ../../x.yaml\n---\n${sound}`,
      '../x.yaml': { unreadable: 'outside' },
    },
    code: 'parse/outside-project',
    file: '../x.yaml',
  },
  {
    name: 'a back-reference in a pattern',
    files: { [environment]: 'nodes: {"(a)\\\\1": {roles: [a]}}\nroles: {a: [memcached]}\n' },
    code: 'place/unsupported-pattern',
    file: environment,
  },
  {
    name: 'a Go template for a namespace',
    files: { [environment]: `${sound}kubernetes: {namespace: "{{ .Values.x }}"}\n` },
    code: 'validate/bad-form',
    file: environment,
  },
]

for (const { name, files, code, file } of cases)
  test(`${name} is refused with ${code}`, () => {
    const sources = new Map<string, SourceFile>([
      ...builtIn,
      ['nodes.yaml', '[node1]\n'],
      ...Object.entries(files),
    ])
    const { diagnostics, charts } = compile(sources)
    assert.is(charts.size, 0)
    const found = diagnostics.filter((it) => it.severity === 'error')
    assert.ok(
      found.some((it) => it.code === code && it.at?.file === file),
      JSON.stringify(found.slice(0, 3)),
    )
    assert.ok(
      found.every((it) => it.at),
      'every error has a place',
    )
  })

test('deep block nesting is refused', () => {
  const sources = new Map<string, SourceFile>([
    ...builtIn,
    ['nodes.yaml', '[node1]\n'],
    [environment, nested],
  ])
  assert.ok(compile(sources).diagnostics.some((it) => it.severity === 'error'))
})

test('patterns that make other engines run for ever are answered', () => {
  const name = `${'a'.repeat(200)}b`
  const patterns = ['^(a|a)*$', '(a+)+$', '(a*)*b$']
  const nodes = patterns.map((it) => `  ${JSON.stringify(it)}: {roles: [r]}\n`).join('')
  const sources = new Map<string, SourceFile>([
    ...builtIn,
    ['nodes.yaml', `[${name}]\n`],
    [environment, `nodes:\n${nodes}roles: {r: [memcached]}\n`],
  ])
  const codes = compile(sources).diagnostics.map((it) => it.code)
  assert.is(codes.filter((it) => it === 'place/unmatched-pattern').length, 2)
})

test('nothing is left on the prototype of objects', () => {
  assert.is(({} as Record<string, unknown>)['polluted'], undefined)
})

test.run()
