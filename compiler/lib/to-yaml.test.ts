import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { plainYaml } from '../9-chart/plain-yaml.ts'
import { toYaml } from './to-yaml.ts'
import {
  commented,
  expression,
  extended,
  joined,
  optional,
  tree,
  verbatim,
  type YamlMap,
} from './yaml-piece.ts'

const strings = [
  ...['yes', 'No', 'ON', 'y', 'n', '~', 'null', 'NULL', 'true', '=', '<<', '.inf', '-.INF', '.nan', ''],
  ...[
    '12:30:45',
    '1_000',
    '0644',
    '0x1F',
    '0b1',
    '0o17',
    '1e3',
    '.5',
    '+1',
    '-1',
    '1.2.3',
    '685_230.15',
    '1.',
    '-',
  ],
  ...[
    '2026-08-01',
    '2026-08-01T10:00:00Z',
    '10.0.0.1',
    '10.0.0.0/8',
    '---',
    '...',
    '--- a',
    '%a',
    '@a',
    '`a',
    '? a',
  ],
  ...[
    'a: b',
    'a:',
    'a #b',
    '#a',
    ' a',
    'a ',
    '[a]',
    '{a}',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '"a"',
    "'a'",
    'a\\b',
    `'"\\`,
  ],
  ...[
    'a\nb',
    'a\nb\n',
    'a\n\n',
    '\na',
    ' a\nb',
    'a \nb',
    'a\n \nb',
    'a\n\n\nb',
    'a\tb',
    '\ta\nb',
    'a\n\tb',
    '\n',
    'a\r\nb',
  ],
  ...[
    '\u0085',
    '\u2028',
    '\ufeff',
    '\x7f',
    '\0',
    'ü',
    '日本',
    '🙂',
    '🙂\nx',
    '{{ .Values.x }}',
    '{{{{',
    'a\n{{- b }}\n',
  ],
]

test('every string comes back from a reader of YAML 1.2 and of YAML 1.1', () => {
  for (const text of strings)
    for (const version of ['1.1', '1.2'] as const) {
      const map = { value: text, list: [text, [text], { [text]: text }] }
      assert.equal(parse(toYaml(map), { version }), map, `${JSON.stringify(text)} under ${version}`)
    }
})

test('any value comes back from a reader of YAML 1.2 and of YAML 1.1', () => {
  const numberLike = fc
    .array(fc.constantFrom(...'0123456789eExobXOBinfaT._+-:~ '), { maxLength: 8 })
    .map((it) => it.join(''))
  const key = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...strings), numberLike)
  const text = fc.oneof(
    key,
    fc.array(key).map((it) => it.join('\n')),
  )
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, text, number, fc.boolean(), fc.constant(null), tie('list'), tie('map')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  }))
  fc.assert(
    fc.property(
      fc.dictionary(key, value, { maxKeys: 5 }),
      fc.constantFrom('1.1' as const, '1.2' as const),
      (map, version) => {
        const options = { version, uniqueKeys: true }
        assert.equal(normal(parse(toYaml(map as YamlMap), options)), normal(map))
      },
    ),
    { numRuns: 500 },
  )
})

/** Without the difference between 0 and -0, and between kinds of objects. */
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

const printed: readonly [name: string, value: YamlMap, text: string][] = [
  [
    'known keys come first, the others by code unit',
    { b: 1, a: 2, Z: 3, kind: 4 },
    'kind: 4\nZ: 3\na: 2\nb: 1\n',
  ],
  [
    'lists stand two columns deeper',
    { a: [{ b: 1, c: [2] }, []] },
    'a:\n  - b: 1\n    c:\n      - 2\n  - []\n',
  ],
  ['lists may hold lists', { a: [[1, [2]], { b: [3] }] }, 'a:\n  - - 1\n    - - 2\n  - b:\n      - 3\n'],
  ['lines stay lines', { a: 'x\n\ny\n', b: ['x\ny'] }, 'a: |\n  x\n\n  y\nb:\n  - |-\n    x\n    y\n'],
  [
    'quotes are spared',
    { a: '{"b": 1}', c: '10.0.0.1', d: '100m' },
    `a: '{"b": 1}'\nc: "10.0.0.1"\nd: 100m\n`,
  ],
  ['what is undefined is left out', { a: undefined, b: {} }, 'b: {}\n'],
  [
    'a number keeps its text',
    { a: verbatim('1.10'), b: verbatim('12345678901234567890') },
    'a: 1.10\nb: 12345678901234567890\n',
  ],
  [
    'an expression stands bare',
    { a: expression('.Values.a', 1), b: [expression('.b', 'x')] },
    'a: {{ .Values.a }}\nb:\n  - {{ .b }}\n',
  ],
  [
    'a joined text is quoted as it needs',
    { a: joined('["x', expression('.b', 'y'), '"]') },
    `a: '["x{{ .b }}"]'\n`,
  ],
  [
    'a tree is indented to its place',
    { a: { b: tree('.c', {}) } },
    'a:\n  b:\n    {{- toYaml .c | nindent 4 }}\n',
  ],
  [
    'an optional key can vanish',
    { a: optional('.b', '') },
    '{{- with .b }}\na: {{ . | quote }}\n{{- end }}\n',
  ],
  [
    'an optional tree can vanish',
    { a: optional('.b', []) },
    '{{- with .b }}\na:\n  {{- toYaml . | nindent 2 }}\n{{- end }}\n',
  ],
  [
    'a mapping can be extended',
    { a: extended({ b: 1 }, '.c') },
    'a:\n  b: 1\n  {{- with .c }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n',
  ],
  [
    'comments stand above their key',
    { a: { b: commented('One.\n\nTwo.', 1) } },
    'a:\n  # One.\n  # Two.\n  b: 1\n',
  ],
  ['text that looks like an action is escaped', { '{{a': '{{ b }}' }, `"{{ "{{" }}a": "{{ "{{" }} b }}"\n`],
]

for (const [name, value, text] of printed) {
  test(name, () => assert.is(toYaml(value, { rank: new Map([['kind', 0]]), template: true }), text))
}

test('airy texts have an empty line between their parts', () => {
  assert.is(toYaml({ a: commented('A.', 1), b: { c: 1 } }, { airy: true }), '# A.\na: 1\n\nb:\n  c: 1\n')
})

test('what no reader would take for a number is no verbatim number', () => {
  for (const text of ['01', '1e3', 'x', '1 # x', '1\n2', '{{ .x }}', '']) assert.throws(() => verbatim(text))
})

test('no plain data is taken for a piece', () => {
  const value = { kind: 'expression', code: '.Values.x', value: 'y' }
  assert.is(
    toYaml({ a: value }),
    'a:\n  code: .Values.x\n  kind: expression\n  value: "y"\n'.replace('.Values.x', '".Values.x"'),
  )
})

test('the plain value is what Helm makes of it by default', () => {
  const value = {
    a: optional('.a', []),
    b: optional('.b', 'x'),
    c: extended({ d: 1 }, '.c', { e: 2 }),
    f: undefined,
  }
  assert.equal(plainYaml({ ...value, g: [joined('x', expression('.y', 'z'))] }), {
    b: 'x',
    c: { d: 1, e: 2 },
    g: ['xz'],
  })
})

test.run()
