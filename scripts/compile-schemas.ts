import { Ajv, type AnySchemaObject } from 'ajv'
import addFormats from 'ajv-formats'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The text of an ES module with one validator for each schema, and of its types. */
export interface Validators {
  readonly code: string
  readonly types: string
}

/**
 * Compiles each `<name>.schema.json` of a folder to a validator exported under its name in camelCase.
 * The module needs nothing at run time: neither Ajv nor the schemas.
 */
export async function compileSchemas(folder: string): Promise<Validators> {
  const schemas = readSchemas(folder)
  const ajv = new Ajv({
    schemas: [...schemas.values()],
    strict: true,
    // A type or a key may be said once, behind a reference: twice would be two errors when it is wrong.
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    verbose: true, // Errors carry the schema around them: the known keys for "did you mean".
    inlineRefs: false, // Smaller code loads faster.
    messages: false, // What users read is said by the compiler.
    code: { source: true, esm: true, lines: false },
  })
  // The packages are CommonJS: what they call default is their module to Node and to TypeScript alike.
  addFormats.default(ajv)
  const names = [...schemas].map(([name, schema]) => [name, schema.$id ?? name] as const)
  const code = standaloneCode.default(ajv, Object.fromEntries(names))
  return { code: await bundle(code), types: typesOf([...schemas.keys()]) }
}

function readSchemas(folder: string): ReadonlyMap<string, AnySchemaObject> {
  const suffix = '.schema.json'
  const files = readdirSync(folder)
    .filter((it) => it.endsWith(suffix))
    .toSorted()
  return new Map(
    files.map((file) => {
      const schema = JSON.parse(readFileSync(join(folder, file), 'utf8')) as AnySchemaObject
      return [camelCase(basename(file, suffix)), schema]
    }),
  )
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** Ajv's code still asks for small pieces of its runtime: they are put inside. */
async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node20',
    legalComments: 'none',
  })
  return `// Generated from schemas/ by npm run build.\n${outputFiles[0]!.text}`
}

function typesOf(names: readonly string[]): string {
  return `// Generated from schemas/ by npm run build.
export interface SchemaError {
  readonly keyword: string
  /** JSON pointer into the value. */
  readonly instancePath: string
  /** JSON pointer into the schema, after its file. */
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  /** Set when the name of a property is what is wrong. */
  readonly propertyName?: string
  /** The schema around the keyword that failed. */
  readonly parentSchema?: { readonly properties?: Readonly<Record<string, unknown>> }
  /** The schema whose keyword failed. */
  readonly parentSchema?: { readonly properties?: Readonly<Record<string, unknown>> }
}
/** Says whether a value fits the schema; if not, \`errors\` holds all that is wrong, until the next call. */
export type Validator = ((value: unknown) => boolean) & { errors?: readonly SchemaError[] | null }
${names.map((it) => `export declare const ${it}: Validator`).join('\n')}
`
}
