import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { stringify } from 'yaml'
import type { Diagnostic } from '../diagnostic.ts'
import type { Node } from '../model/node.ts'
import { parseYaml } from './parse.ts'

type Tree = string | number | boolean | null | readonly Tree[] | { readonly [name: string]: Tree }

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab1 \n:-#"\'{}[],&*!|>%@~é😀$\\'), maxLength: 12 }),
  fc.constantFrom(
    'yes',
    '0644',
    '1:30',
    'null',
    '1e3',
    '2001-01-01',
    'long '.repeat(30),
    'two\nlines\n',
    '  lead',
    'end\n\n',
  ),
)
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((it) => it.length < 100),
      tie('tree'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}))
const style = fc.record({
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_DOUBLE' as const,
    'QUOTE_SINGLE' as const,
    'BLOCK_LITERAL' as const,
  ),
})

/** The printer of YAML 1.1 puts in quotes what one version or the other would take for something else. */
const printed = fc.tuple(tree, style).map(([tree, style]) => ({
  tree,
  text: stringify(tree, { ...style, version: '1.1', compat: 'core', aliasDuplicateObjects: false }),
}))

function parseOne(text: string): Node | undefined {
  const report: Diagnostic[] = []
  const documents = parseYaml('f.yaml', text, report)
  assert.equal(report, [], text)
  return documents[0]?.root
}

function valueOf(node: Node | undefined): unknown {
  if (node?.kind === 'sequence') return node.items.map(valueOf)
  if (node?.kind === 'mapping') return [...node.entries].map(([name, { value }]) => [name, valueOf(value)])
  return node?.kind === 'scalar' ? node.value : null
}

function entriesOf(tree: Tree): unknown {
  if (Array.isArray(tree)) return tree.map(entriesOf)
  if (tree === null || typeof tree !== 'object') return tree
  return Object.entries(tree).map(([name, value]) => [name, entriesOf(value)])
}

/** The text of a node as a document of its own: indented as far as it stands, so that its lines keep their order. */
function cutOut(text: string, { start, end }: Node): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  return ' '.repeat(start - lineStart) + text.slice(start, end)
}

function nodesOf(node: Node): readonly Node[] {
  if (node.kind === 'sequence') return [node, ...node.items.flatMap(nodesOf)]
  if (node.kind !== 'mapping') return [node]
  return [node, ...Array.from(node.entries.values()).flatMap(({ key, value }) => [key, ...nodesOf(value)])]
}

test('what the printer wrote is read as the same values, with line breaks of any kind', () => {
  fc.assert(
    fc.property(printed, ({ tree, text }) => {
      for (const breaks of ['\n', '\r\n', '\r'])
        assert.equal(valueOf(parseOne(text.replaceAll('\n', breaks))), entriesOf(tree), text)
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('the place of every node covers text of the same value', () => {
  fc.assert(
    fc.property(printed, ({ text }) => {
      const root = parseOne(text)
      for (const node of root ? nodesOf(root) : []) {
        const piece = cutOut(text, node)
        // A block that says how far it is indented says so relative to what it stands in.
        if (/^ *[|>][1-9]/.test(piece)) continue
        assert.equal(valueOf(parseOne(piece)), valueOf(node), text)
      }
    }),
    { numRuns: 500, seed: 1 },
  )
})

test.run()
