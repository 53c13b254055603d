import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from './compile.ts'
import { hasErrors } from './diagnostic.ts'
import { readProject } from './edge/read-project.ts'
import { builtIn, type SourceFile } from './model/source.ts'
import { printDiagnostics } from './report/print.ts'

/*
 * Mutated inputs: whatever stands in the files, the compiler neither throws nor gives charts together with an error,
 * and what it reports can be printed. OSKC_FUZZ=N makes N of them; a failing case tells its number, which is its seed.
 */

const cases = Number(process.env['OSKC_FUZZ'] ?? 10_000)
const project = readProject({ cwd: join(import.meta.dirname, '../fixtures/fuzz'), directory: '.' })
const request = { environmentFiles: project.environments, inventory: project.inventory }
/** The parts of the built-in catalogue that every project reads; without the components a case takes a millisecond. */
const needed = [...project.sources].filter(
  ([path]) => !path.startsWith(builtIn) || /\/(_global|_images|_runtime|_retired)/.test(path),
)
const mutable = needed.filter(([path]) => !path.startsWith(builtIn)).map(([path]) => path)
const words = wordsOf(needed)

/** Mulberry32: small, and the same everywhere. */
function randomness(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function wordsOf(files: readonly (readonly [string, SourceFile])[]): readonly string[] {
  const found = files.flatMap(([path, text]) =>
    path.startsWith(builtIn) ? [] : (String(text).match(/[\w.$-]+/g) ?? []),
  )
  const odd = [
    '{{',
    '}}',
    '{{#if',
    '{{/if}}',
    '@oskc{',
    '[',
    ']',
    '{',
    '}',
    ':',
    '- ',
    '|',
    '>',
    '&a',
    '*a',
    '<<: ',
    '!!int ',
    '~',
    '""',
    "'",
    '\t',
    '\n',
    '\n\n',
    '  ',
    '---\n',
    '!include\n',
    '#',
    '0644',
    'yes',
    '1e3',
    '-1',
    '99999',
    '../x',
    '\u0000',
    '\u00e9',
    '\u2028',
    'null',
    'true',
    '[[[[',
    '^(a|a)*$',
    '(?=x)',
  ]
  return [...new Set([...found, ...odd])].sort()
}

/** One to four changes: a piece cut out, doubled, moved, a word put in or in the place of another, a line's indentation changed. */
function mutate(text: string, random: (below: number) => number): string {
  let result = text
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(result.length + 1)
    const length = random(Math.min(40, result.length - at + 1))
    const word = words[random(words.length)]!
    switch (random(6)) {
      case 0:
        result = result.slice(0, at) + result.slice(at + length)
        break
      case 1:
        result = result.slice(0, at) + result.slice(at, at + length) + result.slice(at)
        break
      case 2:
        result = result.slice(0, at) + word + result.slice(at)
        break
      case 3: {
        const found = [...result.matchAll(/[\w.$-]+/g)]
        const one = found[random(Math.max(1, found.length))]
        if (one) result = result.slice(0, one.index) + word + result.slice(one.index + one[0].length)
        break
      }
      case 4: {
        const lines = result.split('\n')
        const line = random(lines.length)
        lines[line] = ' '.repeat(random(5)) + lines[line]!.trimStart()
        result = lines.join('\n')
        break
      }
      default: {
        const piece = result.slice(at, at + length)
        const rest = result.slice(0, at) + result.slice(at + length)
        const target = random(rest.length + 1)
        result = rest.slice(0, target) + piece + rest.slice(target)
      }
    }
  }
  return result
}

test('the unchanged project compiles', () => {
  const { diagnostics, charts } = compile(new Map(needed), request)
  assert.equal(
    diagnostics.filter((it) => it.severity === 'error'),
    [],
  )
  assert.ok(charts.size > 10)
})

test(`${cases} mutations neither throw nor write`, () => {
  let refused = 0
  for (let seed = 1; seed <= cases; seed++) {
    const random = randomness(seed)
    const sources = new Map<string, SourceFile>(needed)
    const path = mutable[random(mutable.length)]!
    sources.set(path, mutate(String(sources.get(path)), random))
    try {
      const { diagnostics, charts } = compile(sources, request)
      const wrong = hasErrors(diagnostics)
      if (wrong) refused++
      assert.ok(!wrong || charts.size === 0, 'charts beside an error')
      assert.type(printDiagnostics(diagnostics, sources, { color: false }), 'string')
    } catch (error) {
      throw new Error(`seed ${seed} in ${path}:\n${String(sources.get(path))}`, { cause: error })
    }
  }
  // Most changes break something; if none did, nothing was tried.
  assert.ok(refused > cases / 4, `only ${refused} of ${cases} were refused`)
})

test.run()
