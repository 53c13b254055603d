import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from './run.ts'

/** What a command line printed, and how it ended. */
export interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** A project folder of a test in which command lines are run. */
export interface Scratch {
  readonly folder: string
  /** Writes files, by their paths. */
  readonly lay: (files: Readonly<Record<string, string>>) => void
  readonly read: (path: string) => string
  readonly oskc: (line: string, stdin?: string) => Promise<Ended>
  readonly clear: () => void
}

/** Makes a folder with files in it. Words of a command line are separated by blanks. */
export function scratch(files: Readonly<Record<string, string>> = {}): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'oskc-commands-'))
  const lay: Scratch['lay'] = (more) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }
  const oskc: Scratch['oskc'] = async (line, stdin) => {
    const printed = { stdout: '', stderr: '' }
    const output = (name: keyof typeof printed) => ({
      color: false,
      write: (text: string) => void (printed[name] += text),
    })
    const exitCode = await run(
      line.split(' ').filter((it) => it !== ''),
      {
        cwd: folder,
        stdout: output('stdout'),
        stderr: output('stderr'),
        stdin: () => Promise.resolve(stdin),
      },
    )
    return { exitCode, ...printed }
  }
  lay(files)
  return {
    folder,
    lay,
    oskc,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    clear: () => rmSync(folder, { recursive: true }),
  }
}

/** A component with two services, one of which waits for the other and has a job. */
export const shop = {
  'services/shop/defaults.yaml': `description: A shop
configs:
  shop:
    # Port of the API.
    port: 8080
    # Share that is
    # kept in memory.
    share: 0.50
    motd: hello
secrets:
  password: {generate: password, description: Password of the API}
  keys: {generate: fernet, count: 3}
  licence: {generate: given, description: Bought from the maker}
`,
  'services/shop/services/api.yaml': `dsl_version: 1.0.0
service:
  description: Takes orders
  ports: [{name: http, cont: "{{shop.port}}"}]
  containers:
    - name: api
      image: example.org/shop/api:1.0
      daemon: {command: [serve, "{{shop.motd}}"], dependencies: [store]}
      env: [{name: PASSWORD, secret: password}]
      pre: [{name: prepare, type: single, command: [prepare], dependencies: [store]}]
`,
  'services/shop/services/store.yaml': `dsl_version: 1.0.0
service:
  description: Keeps orders
  kind: DaemonSet
  ports: [{name: tcp, cont: 9000}]
  containers: [{name: store, image: example.org/shop/store:1.0, daemon: {command: [store]}}]
`,
} as const

/** Two environments of that component on three nodes. */
export const shops = {
  ...shop,
  'nodes.yaml': '[n1, n2, n3]\n',
  'environments/prod.yaml': environment('n[12]$'),
  'environments/test.yaml': environment('n3$'),
} as const

/** An environment that runs both services on the nodes of a pattern. */
export function environment(pattern: string, more = ''): string {
  return `nodes: {'${pattern}': {roles: [shop]}}
roles: {shop: [api, store]}
images: {image_specs: {kubernetes-entrypoint: {tag: "1.0"}}}
${more}`
}
