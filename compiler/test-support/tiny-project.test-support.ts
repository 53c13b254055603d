import { compile, linkProject, placeProject } from '../compile.ts'
import type { Compilation } from '../compile.ts'
import type { Diagnostic, Report } from '../diagnostic.ts'
import type { Linked } from '../model/linked.ts'
import type { Placed } from '../model/placement.ts'
import type { Request } from '../model/input.ts'
import type { SourceFile, SourceTree } from '../model/source.ts'

export type TinyFiles = Readonly<Record<string, SourceFile>>

/** A catalogue with two components of one service each, small enough to be compiled thousands of times. */
const catalogue: TinyFiles = {
  '<oskc>/templates/_global/defaults.yaml':
    'configs:\n  region: one\n  k8s_external_ip: null\n  ingress: {enabled: false, domain: external, port: 8443}\n  storage: {provider: claim, class: null}\n',
  '<oskc>/templates/_images/airship.yaml':
    'wait: {image: wait, command: [wait]}\nimages:\n  wait: {registry: quay.io, repository: x/wait, tag: v1, user: 65534, group: 65534, shell: false}\n  web: {registry: quay.io, repository: x/web, tag: "{{release}}-r1", user: 1000, group: 1000, tools: [ip]}\n  bare: {registry: quay.io, repository: x/bare, tag: v1, user: 1000, group: 1000, shell: false}\n',
  '<oskc>/templates/_runtime/configure.sh': '#!/bin/sh\n',
  '<oskc>/templates/_needs/database.yaml':
    'parameters: {type: object, required: [name], properties: {name: {type: string}}}\nport: sql\nclaims: {name: database}\nsecrets: {password: {generate: password}}\nreads: {root-password: admin}\nfacts: {url: "sql://{{name}}:{{secret \'password\' encoding=\'url\'}}@{{address}}/{{name}}"}\njobs:\n  - {name: create, image: web, command: [create, "{{name}}"]}\n',
  '<oskc>/templates/_needs/cache.yaml': 'optional: true\nport: cache\n',
  '<oskc>/templates/_partials/note.hbs': '# {{text}}\n',
  '<oskc>/templates/web/defaults.yaml':
    'configs:\n  web: {workers: 2, title: hello, names: [a, b], port: {cont: 8080, node: null, ingress: null}, extra: null}\n',
  '<oskc>/templates/web/services/web.yaml': `dsl_version: 1.0.0
service:
  needs: {database: web, cache: {}}
  owns: [database]
  ports: [{name: http, cont: "{{web.port.cont}}", node: "{{web.port.node}}", ingress: "{{web.port.ingress}}"}]
  containers:
    - name: web
      image: web
      daemon: {command: [web, --title, "{{web.title}}"], files: [web.conf, web.txt]}
      pre: [{name: migrate, type: single, command: [migrate], files: [web.conf]}]
files:
  web.conf: {path: /etc/web.conf, content: web.conf.hbs}
  web.txt: {path: /etc/web.txt, content: web.txt.hbs}
`,
  '<oskc>/templates/web/files/web.conf.hbs':
    '[web]\nworkers = {{web.workers}}\n{{#if web.extra}}\nextra = {{web.extra}}\n{{/if}}\nurl = {{need.database.url}}\n{{#each web.names as |it|}}\nname = {{it}}\n{{/each}}\n',
  '<oskc>/templates/web/files/web.txt.hbs': '{{> note text=web.title}}\n{{web.title}}\n',
  '<oskc>/templates/store/defaults.yaml': 'configs:\n  store: {size: 1}\n',
  '<oskc>/templates/store/services/store.yaml': `dsl_version: 1.0.0
service:
  provides: {database: {secrets: {admin: root}}}
  secrets: {root: {generate: password}}
  ports: [{name: sql, cont: 3306}]
  containers:
    - {name: store, image: web, daemon: {command: [store]}}
`,
}

const project: TinyFiles = {
  'nodes.yaml': '[node1, node2, node3, node4, node10]\n',
  'environments/dev.yaml': 'nodes: {node1$: {roles: [all]}}\nroles: {all: [web, store]}\n',
}

/** The files of a small project, with some of them replaced or added; undefined takes one away. */
export function tinySources(files: Readonly<Record<string, SourceFile | undefined>> = {}): SourceTree {
  const all = Object.entries({ ...catalogue, ...project, ...files })
  return new Map(all.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])))
}

/** Compiles the small project. */
export function compileTiny(
  files: Readonly<Record<string, SourceFile | undefined>> = {},
  request: Request = {},
): Compilation {
  return compile(tinySources(files), request)
}

/** Places the small project. */
export function placeTiny(
  files: Readonly<Record<string, SourceFile | undefined>> = {},
  request: Request = {},
): { readonly placed: Placed; readonly report: Report } {
  const report: Report = []
  return { placed: placeProject(tinySources(files), request, report), report }
}

/** Links the small project. */
export function linkTiny(
  files: Readonly<Record<string, SourceFile | undefined>> = {},
  request: Request = {},
): { readonly linked: Linked; readonly report: Report } {
  const report: Report = []
  return { linked: linkProject(tinySources(files), request, report), report }
}

/** Each problem as `code file: the text at its place`; warnings too. */
export function toldBy(diagnostics: readonly Diagnostic[], sources: SourceTree): readonly string[] {
  return diagnostics.map(({ code, at }) => {
    const text = at && sources.get(at.file)
    return `${code} ${at?.file ?? ''}: ${typeof text === 'string' ? text.slice(at!.start, at!.end) : ''}`
  })
}
