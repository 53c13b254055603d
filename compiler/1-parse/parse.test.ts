import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import type { Document } from '../model/document.ts'
import type { Node } from '../model/node.ts'
import { parseYaml } from './parse.ts'

function parse(text: string): { readonly documents: readonly Document[]; readonly codes: readonly string[] } {
  const report: Diagnostic[] = []
  const documents = parseYaml('f.yaml', text, report)
  return { documents, codes: report.map((it) => it.code) }
}

/** The plain value of a node; poison is `'poison'`. */
function valueOf(node: Node | undefined): unknown {
  if (node === undefined) return undefined
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(valueOf)
  if (node.kind === 'poison') return 'poison'
  return Object.fromEntries(Array.from(node.entries, ([name, { value }]) => [name, valueOf(value)]))
}

const cases: readonly (readonly [behaviour: string, text: string, ...values: unknown[]])[] = [
  ['an empty file has no document', ''],
  ['a file of comments has no document', '# nothing\n\n# here'],
  ['an empty document has no root', '---\n---\n# x\n', undefined, undefined],
  ['an explicit null is a root', '--- ~\n', null],
  ['documents are kept apart', 'a: 1\n---\nb: 2\n...\n---\nc: 3\n', { a: 1 }, { b: 2 }, { c: 3 }],
  ['an empty section is null', 'configs:\nnodes: # none\n', { configs: null, nodes: null }],
  ['a final line break may be missing', 'a: b', { a: 'b' }],
  ['a byte order mark is no text', '\ufeffa: b\n', { a: 'b' }],
  ['line breaks of any kind', 'a: |\r\n  x\r\n  y\r\nb: "p\r\n  q"\r\n', { a: 'x\ny\n', b: 'p q' }],
  ['line breaks of old', 'a: 1\rb:\r  - 2\r', { a: 1, b: [2] }],
  ['blanks and tabs at the end of lines', 'a: b \t\n\t\nc: d\t# e\n', { a: 'b', c: 'd' }],
  ['old booleans in quotes are text', 'a: "yes"\nb: \'0644\'\n', { a: 'yes', b: '0644' }],
  ['booleans of every spelling', '[true, True, FALSE]', [true, true, false]],
  ['a version directive is fine', '%YAML 1.1\n---\na: 1\n', { a: 1 }],
  ['numbers are keys by their text', '80: a\n1.10: b\ntrue: c\n', { 80: 'a', '1.10': 'b', true: 'c' }],
  ['an alias may be a key', 'a: &x name\n*x : 1\n', { a: 'name', name: 1 }],
  ['an alias repeats its anchor', 'a: &x [1, {b: 2}]\nc: *x\n', { a: [1, { b: 2 }], c: [1, { b: 2 }] }],
  ['the nearest anchor before counts', 'a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }],
  ['an inner anchor of the same name wins after it', 'a: &x [&x 1]\nb: *x\n', { a: [1], b: 1 }],
  [
    'a merge adds what is missing',
    'x: &x {a: 1, b: 2}\nz: {<<: *x, b: 3}\n',
    { x: { a: 1, b: 2 }, z: { b: 3, a: 1 } },
  ],
  [
    'the earlier of several merged mappings wins',
    '- &x {a: 1}\n- &y {a: 2, b: 2}\n- <<: [*x, *y]\n',
    [{ a: 1 }, { a: 2, b: 2 }, { a: 1, b: 2 }],
  ],
  ['a quoted merge sign is a key', '{"<<": 1}', { '<<': 1 }],
  [
    'standard tags are honoured',
    '[!!str 0644, !!int "7", !!float 1, ! 12, !!null , !!seq [], !<tag:yaml.org,2002:str> on]',
    ['0644', 7, 1, '12', null, [], 'on'],
  ],
  ['minus zero is zero', '[-0, -0.0]', [0, 0]],
  ['a pair in a list is a mapping', '[a: b, {c}]', [{ a: 'b' }, { c: null }]],
]

for (const [behaviour, text, ...values] of cases) {
  test(behaviour, () => {
    const { documents, codes } = parse(text)
    assert.equal(codes, [])
    assert.equal(
      documents.map(({ root }) => valueOf(root)),
      values,
    )
  })
}

const poisoned: readonly (readonly [behaviour: string, text: string, ...values: unknown[]])[] = [
  ['a malformed document spoils no other', 'a: 1\n---\nb: [\n---\nc: 3\n', { a: 1 }, 'poison', { c: 3 }],
  ['of a key that stands twice neither value is used', 'a: 1\na: 2\nb: 3\n', { a: 'poison', b: 3 }],
  ['an ambiguous value spoils only itself', 'a: [yes, 1]\n', { a: ['poison', 1] }],
  ['an ambiguous key is used by its text', 'on: 1\n', { on: 1 }],
  ['a forbidden key is left out', '{__proto__: {a: 1}, b: 2}', { b: 2 }],
  ['unquoted braces spoil the value', 'a: {{ b }}\nc: 1\n', { a: 'poison', c: 1 }],
]

for (const [behaviour, text, ...values] of poisoned) {
  test(behaviour, () => {
    const { documents, codes } = parse(text)
    assert.is(codes.length, 1)
    assert.equal(
      documents.map(({ root }) => valueOf(root)),
      values,
    )
  })
}

test('the tag of an include is kept with its document', () => {
  const { documents, codes } = parse('!include\n- a.yaml\n---\nb: 1\n--- !include [c.yaml]\n')
  assert.equal(codes, [])
  assert.equal(
    documents.map(({ tag }) => tag),
    ['include', undefined, 'include'],
  )
  assert.equal(
    documents.map(({ root }) => valueOf(root)),
    [['a.yaml'], { b: 1 }, ['c.yaml']],
  )
})

test('the text of a scalar is kept as written, without quotes', () => {
  const { documents } = parse('[1.10, 12345678901234567890, "a\\tb", |-\n  c\n]'.replace(', |-\n  c\n', ''))
  const root = documents[0]?.root
  assert.ok(root?.kind === 'sequence')
  assert.equal(
    root.items.map((it) => it.kind === 'scalar' && it.source),
    ['1.10', '12345678901234567890', 'a\tb'],
  )
})

const places: readonly (readonly [
  behaviour: string,
  text: string,
  path: readonly (string | number)[],
  covered: string,
])[] = [
  ['a scalar covers its text', 'a: b  # c\n', ['a'], 'b'],
  ['a scalar covers its quotes', 'a: "b" # c\n', ['a'], '"b"'],
  ['nothing has its place after the colon', 'a:  # c\n', ['a'], ''],
  ['a block ends with its text', 'a: |\n  b\n\n\nc: 1\n', ['a'], '|\n  b'],
  ['a block that keeps its end covers it', 'a: |+\n  b\n\nc: 1\n', ['a'], '|+\n  b\n\n'],
  ['an empty block covers its header', 'a: |-\n\nc: 1\n', ['a'], '|-'],
  ['a list ends with its last item', 'a:\n  - b\n  - c # d\n\n# e\nf: 1\n', ['a'], '- b\n  - c'],
  ['a mapping ends with its last value', '# x\na:\n  b: 1\n  c: # d\n\ne: 1\n', ['a'], 'b: 1\n  c:'],
  ['a mapping begins at its first key', 'a: !!map\n  &k b: 1\n', ['a'], '&k b: 1'],
  ['an alias has the place of its anchor', 'a: &x [b]\nc: *x\n', ['c'], '[b]'],
  ['what ends with an alias ends there', 'a: &x [b]\nc:\n  - *x # d\n', ['c'], '- *x'],
  ['a pair in a list covers itself', '[a: b , c]', [0], 'a: b'],
  ['line breaks of two characters', 'a:\r\n  - b\r\n  - c\r\nd: 1\r\n', ['a'], '- b\r\n  - c'],
]

for (const [behaviour, text, path, covered] of places) {
  test(`places: ${behaviour}`, () => {
    let node = parse(text).documents[0]?.root
    for (const step of path) {
      if (node?.kind === 'mapping') node = node.entries.get(String(step))?.value
      else if (node?.kind === 'sequence') node = node.items[Number(step)]
    }
    assert.ok(node)
    assert.is(text.slice(node.start, node.end), covered)
  })
}

test.run()
