import { parseYaml } from '../1-parse/parse.ts'
import type { Report } from '../diagnostic.ts'
import { entriesOf, startOf, textAt, textOf, valueAt } from '../lib/node.ts'
import { toYaml } from '../lib/to-yaml.ts'
import type { Node } from '../model/node.ts'
import type { SourceFile } from '../model/source.ts'
import { notOurs } from './secret-problems.ts'

/** Values by the name of the Kubernetes Secret and the key in it. */
export type SecretValues = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Where the secrets of an environment are kept, relative to the project folder. */
export function secretsFile(environment: string): string {
  return `secrets/${environment}.yaml`
}

/** Prints a manifest for each Secret. */
export function printSecrets(environment: string, values: SecretValues): string {
  const manifests = [...values]
    .filter(([, keys]) => keys.size > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, keys]) => {
      const labels = { 'app.kubernetes.io/instance': environment }
      const metadata = toYaml({ metadata: { labels, name, namespace: environment } })
      return `---\napiVersion: v1\nkind: Secret\n${metadata}type: Opaque\n${toYaml({ stringData: Object.fromEntries(keys) })}`
    })
  return `# The secrets of the environment ${environment}, in the clear: keep this file out of version control.
# "oskc secrets generate ${environment}" adds what is missing and keeps what is here.
${manifests.join('')}`
}

/** Reads what was printed; what else is in the file is reported, and nothing of its text is shown. */
export function readSecrets(
  file: string,
  source: SourceFile,
  environment: string,
  report: Report,
): SecretValues {
  if (typeof source !== 'string') {
    report.push(notOurs(startOf(file), 'it cannot be read as text'))
    return new Map()
  }
  const problems: Report = []
  const documents = parseYaml(file, source.replace(/\r\n?/g, '\n'), problems)
  const [first] = problems
  // Messages on the text would quote it.
  if (first) {
    report.push(notOurs(first.at ?? startOf(file), 'it is no YAML that oskc could have written'))
    return new Map()
  }
  const values = new Map<string, ReadonlyMap<string, string>>()
  for (const { root } of documents) {
    if (!root) continue
    const name = textAt(valueAt(root, 'metadata'), 'name')
    const why = reasonAgainst(root, environment)
    if (why !== undefined || name === undefined)
      report.push(notOurs(root, why ?? 'a Secret in it has no name'))
    else values.set(name, new Map([...(values.get(name) ?? []), ...keysOf(root)]))
  }
  return values
}

const fields = ['apiVersion', 'kind', 'metadata', 'type', 'data', 'stringData']

function reasonAgainst(root: Node, environment: string): string | undefined {
  if (textAt(root, 'kind') !== 'Secret') return 'not all in it are Secrets'
  const other = entriesOf(root).find(([key]) => !fields.includes(key))
  if (other) return `a Secret in it has "${other[0]}", as an encrypted one does`
  const namespace = textAt(valueAt(root, 'metadata'), 'namespace') ?? environment
  if (namespace !== environment) return `it holds Secrets of the namespace "${namespace}"`
  for (const [, { value }] of [
    ...entriesOf(valueAt(root, 'data')),
    ...entriesOf(valueAt(root, 'stringData')),
  ])
    if (textOf(value) === undefined) return 'a value in it is no text'
  const binary = entriesOf(valueAt(root, 'data')).some(([, it]) => decoded(it.value) === undefined)
  return binary ? 'a value under "data" is not the base64 form of a text' : undefined
}

function keysOf(root: Node): readonly (readonly [string, string])[] {
  return [
    ...entriesOf(valueAt(root, 'data')).map(([key, it]) => [key, decoded(it.value) ?? ''] as const),
    ...entriesOf(valueAt(root, 'stringData')).map(([key, it]) => [key, textOf(it.value) ?? ''] as const),
  ]
}

function decoded(node: Node): string | undefined {
  const written = (textOf(node) ?? '').replace(/\s/g, '')
  const bytes = Buffer.from(written, 'base64')
  const text = bytes.toString('utf8')
  const same = bytes.equals(Buffer.from(text)) && bytes.toString('base64') === written
  return same ? text : undefined
}
