/* A project with the service `app`, whose needs a test chooses, and `store`, which meets them. */

export const store = `dsl_version: 1.0.0
service:
  provides:
    database: {secrets: {admin: root}, facts: {charset: "{{store.charset}}"}}
    endpoint: {secrets: {admin: shared}}
  secrets: {root: {generate: password}}
  ports: [{name: sql, cont: 3306}]
  containers: [{name: store, image: web, daemon: {command: [store]}}]
`
const database = `parameters: {type: object, required: [name], properties: {name: {type: string}}}
port: sql
claims: {name: database}
secrets: {password: {generate: password}}
reads: {admin-password: admin}
facts: {url: "sql://{{secret 'password'}}@{{address}}/{{name}}", charset: "{{provider.charset}}"}
jobs:
  - {name: create, image: web, command: [create, "{{name}}"], secrets: [{secret: admin-password, path: /a}]}
`
const endpoint = `per: instance
parameters: {type: object, required: [type], properties: {type: {type: string}}}
port: sql
secrets: {token: {generate: password}}
reads: {admin-password: admin}
jobs:
  - {name: register, image: web, command: [register, "{{type}}", "{{instance.name}}"], secrets: [{secret: token, path: /t}]}
`

/** What the definition of `app` says, and what is placed. */
export interface Parts {
  readonly needs: string
  readonly owns?: string
  readonly shared?: string
  readonly template?: string
  readonly services?: string
  readonly entries?: string
}

/** The files of a project with a definition that needs this. */
export function files({
  needs,
  owns = '[]',
  shared = '{}',
  template = 'x',
  services = 'app, store',
  entries = '',
}: Parts) {
  return {
    '<oskc>/templates/_needs/database.yaml': database,
    '<oskc>/templates/_needs/endpoint.yaml': endpoint,
    '<oskc>/templates/_partials/login.hbs': 'url={{db.url}} {{#if db.charset}}{{db.charset}}{{/if}}',
    '<oskc>/templates/_partials/wrong.hbs': '{{db.urll}}',
    '<oskc>/templates/store/defaults.yaml':
      'configs: {store: {size: 1, charset: utf8}}\nsecrets: {shared: {generate: password}}\n',
    '<oskc>/templates/store/services/store.yaml': store,
    '<oskc>/templates/app/defaults.yaml': `configs: {app: {title: hello}}\nneeds: ${shared}\n`,
    '<oskc>/templates/app/files/app.txt.hbs': template,
    '<oskc>/templates/app/services/app.yaml': `dsl_version: 1.0.0
service:
  needs: ${needs}
  owns: ${owns}
  containers: [{name: a, image: web, daemon: {command: [a], files: [app.txt]}}]
files:
  app.txt: {path: /app.txt, content: app.txt.hbs}
`,
    'environments/dev.yaml': `nodes: {node1$: {roles: [all]}}\nroles: {all: [${services}]}\n${entries}`,
  }
}
