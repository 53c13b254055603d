import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { commands } from '../compiler/commands/commands.ts'
import { compile } from '../compiler/compile.ts'
import { readBuiltIn } from '../compiler/edge/built-in.ts'
import { readOptionCatalogue } from '../compiler/edge/option-catalogue.ts'
import type { SourceFile } from '../compiler/model/source.ts'
import { printDiagnostics } from '../compiler/report/print.ts'
import { anchorsOf, blocksOf, codeOf, filesOf, markdownPages, marked } from './markdown.ts'
import { sourceFiles } from './source-files.ts'

/* What the documentation says is so: links lead somewhere, commands exist, examples compile to what is shown. */

const root = join(import.meta.dirname, '..')
const pages = markdownPages()
const catalogue = pages.get('templates/README.md') ?? ''

/** `page: what` for everything on a page that a check refuses. */
function wrong(check: (text: string, page: string) => readonly string[]): readonly string[] {
  return [...pages].flatMap(([page, text]) => check(text, page).map((it) => `${page}: ${it}`))
}

/** What a project compiles to, and what is said about it, tags that move left aside. */
function compileFiles(files: Iterable<readonly [string, string]>) {
  const sources = new Map<string, SourceFile>([...readBuiltIn(), ...files])
  const environmentFiles = [...files].map(([path]) => path).filter((it) => it.startsWith('environments/'))
  const { charts, environments, ...compilation } = compile(sources, {
    environmentFiles,
    options: readOptionCatalogue(),
  })
  const diagnostics = compilation.diagnostics.filter((it) => it.code !== 'link/rolling-tag')
  const errors = diagnostics.map((it) => `${it.code}: ${it.message}`)
  return { charts, environments, errors, printed: printDiagnostics(diagnostics, sources, { color: false }) }
}

test('there are pages, with examples', () => {
  for (const page of ['README.md', 'compiler/README.md', 'templates/README.md', 'docs/environment.md'])
    assert.ok(pages.has(page), page)
  assert.ok(marked(pages.get('docs/environment.md')!, 'environment').length > 5)
})

test('every link to a file leads to one, and every link to a heading to a heading', () => {
  const broken = wrong((text, page) =>
    Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), (it) => it[1]!).filter((link) => {
      if (/^[a-z]+:/.test(link)) return false
      const [path, anchor] = link.split('#')
      const target = path ? join(dirname(page), path) : page
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && !anchorsOf(pages.get(target) ?? '').includes(anchor)
    }),
  )
  assert.equal(broken, [])
})

test('every command that is mentioned exists, and has the options that are mentioned', async () => {
  const options = new Map<string, readonly string[]>()
  for (const [name, load] of commands)
    options.set(name, ['help', ...(await load()).options.map((it) => it.name)])
  const calls = (text: string) =>
    codeOf(text).flatMap((line) => [...line.matchAll(/(?:^|[\s(])oskc ([a-z][a-z-]*)([^|;&]*)/g)])
  assert.ok([...pages.values()].flatMap(calls).length > 20)
  const unknown = wrong((text) =>
    calls(text).flatMap(([, name, rest]) => {
      const known = options.get(name!)
      if (!known) return [`oskc ${name}`]
      const given = Array.from(rest!.matchAll(/--([a-z][a-z-]*)/g), (it) => it[1]!)
      return given.filter((it) => !known.includes(it)).map((it) => `oskc ${name} --${it}`)
    }),
  )
  assert.equal(unknown, [])
})

test('every script that is mentioned exists', () => {
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const unknown = wrong((text) =>
    Array.from(text.matchAll(/npm run ([a-z:-]*[a-z])/g), (it) => it[1]!).filter((it) => !about.scripts[it]),
  )
  assert.equal(unknown, [])
})

test('every code of a problem that is mentioned is one', () => {
  const sources = sourceFiles('compiler/**/*.ts').flatMap((it) => [
    ...it.code.matchAll(/problem\(\s*'([^']+)'/g),
  ])
  const codes = sources.map((it) => it[1]!)
  const stages = [...new Set(codes.map((it) => it.split('/')[0]))].join('|')
  const unknown = wrong((text) =>
    Array.from(text.matchAll(new RegExp(`\`((?:${stages})/[a-z-]+)\``, 'g')), (it) => it[1]!).filter(
      (it) => !codes.includes(it),
    ),
  )
  assert.equal(unknown, [])
})

test('every environment that is shown compiles, by itself and without a warning', () => {
  const shared = filesOf(pages.get('docs/environment.md') ?? '')
  for (const [page, text] of pages)
    for (const block of marked(text, 'environment'))
      assert.equal(
        compileFiles([...shared, ['environments/example.yaml', block]]).errors,
        [],
        `${page}:\n${block}`,
      )
})

test('the service of the five steps compiles to what is shown', () => {
  const { charts, errors } = compileFiles(filesOf(catalogue))
  assert.equal(errors, [])
  const shown = blocksOf(catalogue).filter((it) => it.words[1]?.startsWith('output='))
  assert.ok(shown.length > 0)
  for (const { words, text } of shown) assert.is(charts.get(words[1]!.slice('output='.length)), text)
})

test('the tour compiles, and its mistake is reported as shown', () => {
  const page = pages.get('README.md')!
  const files = new Map(filesOf(page))
  assert.equal(compileFiles(files).errors, [])
  const [path, text] = [...files].find(([it]) => it.startsWith('environments/'))!
  const printed = compileFiles(files.set(path, text.replace('- controller', '- controler'))).printed
  assert.equal(marked(page, 'printed'), [printed])
})

test('every container and every need that is shown is one', () => {
  for (const block of marked(catalogue, 'container')) {
    const container = block.replace(/^(?=.)/gm, '      ').replace(/^ {6}/, '    - ')
    assert.equal(
      compileFiles(example(`dsl_version: 1.0.0\nservice:\n  containers:\n${container}`)).errors,
      [],
    )
  }
  for (const block of marked(catalogue, 'need')) {
    const files = new Map(filesOf(catalogue)).set('services/_needs/database.yaml', block)
    const script = readFileSync(join(root, 'templates/_needs/files/db-create.sh'), 'utf8')
    assert.equal(compileFiles(files.set('services/_needs/files/db-create.sh', script)).errors, [])
  }
})

/** A project with one service of a user's own. */
function example(definition: string, others: Iterable<readonly [string, string]> = []) {
  return new Map([
    ['nodes.yaml', '[node1]'],
    [
      'environments/dev.yaml',
      'nodes: {node1: {roles: [all]}}\nroles: {all: [mariadb, memcached, greeter]}\n',
    ],
    ['services/greeter/services/greeter.yaml', definition],
    ...others,
  ])
}

test('every helper gives what is shown', () => {
  const section = catalogue.slice(catalogue.indexOf('\n## Helpers'), catalogue.indexOf('\n## Placeholders'))
  const [, sentence = ''] = /^The settings of these examples are (.+);/m.exec(section) ?? []
  const settings = Array.from(sentence.matchAll(/`([^`]+)`/g), (it) => `    ${it[1]}\n`).join('')
  const rows = Array.from(section.matchAll(/^\| `(.+)` \| `(.+)` \|$/gm), ([, left, right]) => ({
    template: left!.replaceAll('\\|', '|'),
    gives: right!.replaceAll('⏎', '\n'),
  }))
  assert.ok(rows.length > 15)
  const definition = `dsl_version: 1.0.0
service:
  kind: StatefulSet
  members: true
  needs: {database: greeter, cache: {}}
  owns: [database]
  ports: [{name: api, cont: 8080, ingress: greeter}]
  containers:
    - {name: greeter, image: registry.example.org/greeter:1.4, user: 10001, daemon: {command: [greeter], files: [all]}}
files:
  all: {path: /etc/all, content: all.hbs, format: text}
`
  const { errors, environments } = compileFiles(
    example(definition, [
      [
        'services/greeter/defaults.yaml',
        `configs:\n  greeter:\n${settings}secrets: {token: {generate: hex}}\n`,
      ],
      ['services/greeter/files/all.hbs', rows.map((it) => `${it.template}#`).join('')],
    ]),
  )
  assert.equal(
    errors.filter((it) => !it.startsWith('render/missing-tool')),
    [],
  )
  const greeter = environments[0]!.services.find((it) => it.name === 'greeter')
  assert.equal(
    greeter!.containers[0]!.files[0]!.content.split('#').slice(0, -1),
    rows.map((it) => it.gives),
  )
})

test('every key of the language and of environment files is documented', () => {
  for (const [page, schemas] of [
    ['templates/README.md', ['service', 'need', 'component']],
    ['docs/environment.md', ['environment', 'project']],
  ] as const) {
    const code = codeOf(pages.get(page)!).join('\n')
    const keys = schemas.flatMap((it) =>
      keysOf(JSON.parse(readFileSync(join(root, `schemas/${it}.schema.json`), 'utf8'))),
    )
    assert.ok(keys.length > 5)
    assert.equal(
      [...new Set(keys)].filter((it) => !new RegExp(`(?<![-\\w])${it}(?![-\\w])`).test(code)),
      [],
      page,
    )
  }
})

function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {}, ...rest } = schema as { readonly properties?: Record<string, unknown> }
  return [
    ...Object.keys(properties),
    ...[...Object.values(properties), ...Object.values(rest)].flatMap((it) =>
      Array.isArray(it) ? it.flatMap(keysOf) : keysOf(it),
    ),
  ]
}

test.run()
