import { join } from 'node:path'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { testWithHelm } from '../scripts/tools/helm-test.ts'
import { runHelm, type Helm } from '../scripts/tools/helm.ts'
import { plainObjects } from './9-chart/example.test-support.ts'
import { readObjects, type KubernetesObject } from './9-chart/write-charts.test-support.ts'
import { compile, type Compilation } from './compile.ts'
import type { Diagnostic } from './diagnostic.ts'
import { builtIn, type SourceFile } from './model/source.ts'
import type { Rendered } from './test-support/hostile-found.test-support.ts'
import { at, dev, soundDraft, type Draft } from './test-support/hostile-project.test-support.ts'
import { slotsOf, type Slot } from './test-support/hostile-slots.test-support.ts'
import { readFixture } from './test-support/project.test-support.ts'
import { scratchFolder } from './test-support/scratch-folder.test-support.ts'

/*
 * Hostile texts wherever the input can hold one: each is refused where it stands, or stands in the rendered charts just
 * as it was, in the place where it was meant and nowhere else.
 */

const test = suite('injection')
const catalogue = [...readFixture('fixtures/reference').sources].filter(([path]) => path.startsWith(builtIn))

/** Signs of Helm, Handlebars, placeholders, shells, INI files and YAML, and characters that cannot be seen. */
const pieces = [
  ...['{{', '}}', '{{{', '}}}', '{{-', '-}}', '{{/*', '*/}}', '{{ end }}', '{{"{{"}}', '\\{{x}}'],
  ...['{{ .Values.x }}', '{{- fail "x" }}', '{{secret "x"}}', '${x}', '$x', '$$', '$(x)', '`'],
  ...['@oskc{', '@oskc{secret:raw:a/b}@', '"', "'", '\\', '\\n', '[x]\n', '=', ';', '%', '/', '../'],
  ...[
    '\n',
    '\n\n',
    '\n---\n',
    '\r\n',
    '\t',
    ' ',
    '\n  x: y',
    ': ',
    ' #',
    '- ',
    '| ',
    '> ',
    '&a ',
    '*a',
    '!!int ',
  ],
  ...['[', ']', '{', '}', ',', '?', '@', '<<', '~', 'yes', 'null', '0644', '1:30', '1e3', 'a', '-'],
  ...['é', '日', '🙂', '\u200b', '\u200f', '\u202e', '\u2028', '\ufeff', '\u0085', '\x7f', '\x01'],
]
const slots = slotsOf(compileDraft(soundDraft()).linked.catalogue)
const part = fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((it) => it.join(''))
const drawn = fc.array(fc.tuple(part, part), { minLength: slots.length, maxLength: slots.length })

interface Filled {
  readonly slot: Slot
  readonly text: string
}

function compileDraft(draft: Draft): Compilation {
  const own = Object.entries(draft).map(
    ([path, it]) => [path, typeof it === 'string' ? it : JSON.stringify(it, null, 1)] as const,
  )
  const sources = new Map<string, SourceFile>([...catalogue, ...own])
  return compile(sources, { environmentFiles: [dev], inventory: 'nodes.yaml' })
}

/** Leaves out what is refused, until the rest compiles; whoever is refused must be told by the problem. */
function compileAccepted(texts: readonly Filled[]): {
  readonly accepted: readonly Filled[]
  readonly compiled: Compilation
} {
  const draft = soundDraft()
  for (const { slot, text } of texts) slot.put(draft, text)
  const compiled = compileDraft(draft)
  const errors = compiled.diagnostics.filter((it) => it.severity === 'error')
  if (errors.length === 0) return { accepted: texts, compiled }
  assert.is(compiled.charts.size, 0)
  const refused = new Set(errors.flatMap((it) => marksAt(it, compiled)))
  return compileAccepted(texts.filter(({ text }) => !refused.has(markOf(text))))
}

/** In each text stands the number of its slot. */
function markOf(text: string): string {
  return /q\d+q/.exec(text)![0]
}

/** The texts that a problem is about: those on the lines of its place, or in what it says. */
function marksAt({ code, message, at: place }: Diagnostic, { linked }: Compilation): readonly string[] {
  assert.ok(place, `${code} is nowhere: ${message}`)
  const source = String(linked.sources.get(place.file))
  const first = source.lastIndexOf('\n', place.start - 1) + 1
  const last = source.indexOf('\n', Math.max(place.start, place.end - 1))
  const json = place.file.endsWith('.yaml')
  const found = (json ? source.slice(first, last < 0 ? undefined : last) : source) + message
  const marks = [...found.matchAll(/q\d+q/g)].map(([it]) => it)
  assert.ok(marks.length > 0, `${code} is told away from what is wrong, at ${found.slice(0, 300)}`)
  return marks
}

async function render(
  helm: Helm,
  { charts, environments }: Compilation,
): Promise<ReadonlyMap<string, KubernetesObject>> {
  const folder = scratchFolder()
  folder.lay(Object.fromEntries(charts))
  const { name } = environments[0]!
  const args = ['template', 'any', join(folder.path, name), '--namespace', name, '--kube-version', '1.30.0']
  const { stdout, stderr, exitCode } = await runHelm(helm, args)
  folder.clear()
  assert.is(exitCode, 0, stderr)
  return readObjects(stdout)
}

/** What Helm rendered is what the compiler meant, object by object. */
function assertMeant(objects: ReadonlyMap<string, KubernetesObject>, { environments }: Compilation): void {
  const [environment] = environments
  const built = environment!.services.flatMap((it) => [...plainObjects(it, environment!).values()])
  const meant = built as unknown as readonly KubernetesObject[]
  assert.equal([...objects.keys()].sort(), meant.map((it) => `${it.kind}/${it.metadata.name}`).sort())
  for (const object of meant) {
    const found = objects.get(`${object.kind}/${object.metadata.name}`)!
    const labels = { ...object.metadata.labels, 'helm.sh/chart': found.metadata.labels['helm.sh/chart'] }
    assert.equal(found, { ...object, metadata: { ...object.metadata, labels } })
  }
}

function renderedOf(
  objects: ReadonlyMap<string, KubernetesObject>,
  { charts, environments }: Compilation,
): Rendered {
  const hashed = (name: string) => [...objects].find(([it]) => it.startsWith(`${name}-`))?.[1]
  return {
    object: (name, path) => at(objects.get(name) ?? hashed(name), path),
    chart: (file, path) => at(parse(charts.get(`${environments[0]!.name}/${file}`)!), path),
  }
}

testWithHelm(test, 'no text becomes a template, and each stands where it was meant', async (helm) => {
  const seen = new Set<Slot>()
  const property = fc.asyncProperty(drawn, async (texts) => {
    const filled = slots.map((slot, index) => {
      const [before, after] = texts[index]!
      return { slot, text: `${before}q${index}q${after}` }
    })
    const { accepted, compiled } = compileAccepted(filled)
    const objects = await render(helm, compiled)
    assertMeant(objects, compiled)
    const rendered = renderedOf(objects, compiled)
    for (const { slot, text } of accepted) {
      seen.add(slot)
      if (!slot.found) continue
      assert.is(slot.found(rendered, text), slot.meant ? slot.meant(text) : text, slot.name)
    }
  })
  const runs = Number(process.env['OSKC_RUNS'] ?? 4)
  await fc.assert(property, {
    numRuns: runs,
    endOnFailure: true,
    // Hundreds of texts say less than the seed.
    reporter: ({ failed, seed, errorInstance }) => {
      if (failed) throw new Error(`seed ${seed}: ${String(errorInstance)}`, { cause: errorInstance })
    },
  })
  const places = slots.filter((it) => it.found)
  const unseen = places.filter((it) => !seen.has(it)).map((it) => it.name)
  // What Kubernetes restricts hardly ever passes; nearly everything else does.
  assert.ok(unseen.length < places.length / 3, `never accepted: ${unseen.join(', ')}`)
})

test.run()
