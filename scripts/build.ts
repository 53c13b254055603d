import { build as bundle, type BuildOptions } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileSchemas } from './compile-schemas.ts'
import { helpPages } from './help-pages.ts'
import { licensesOf } from './licenses.ts'

const root = join(import.meta.dirname, '..')

/** Makes what users run: the validators, the bundled program and library, and the library's types. */
export async function build(): Promise<void> {
  await buildValidators()
  await buildBundles()
  buildTypes()
}

/** Compiles schemas/ to compiler/schema/generated/, which the compiler imports. */
export async function buildValidators(): Promise<void> {
  const { code, types } = await compileSchemas(join(root, 'schemas'))
  const folder = join(root, 'compiler/schema/generated')
  writeChanged(join(folder, 'validators.js'), code)
  writeChanged(join(folder, 'validators.d.ts'), types)
}

/** Collects what `oskc help CODE` prints, which the command line imports. */
function buildHelpPages(): void {
  const { code, types } = helpPages()
  const folder = join(root, 'compiler/commands/generated')
  writeChanged(join(folder, 'help-pages.js'), code)
  writeChanged(join(folder, 'help-pages.d.ts'), types)
}

/** Bundles the command line and the library to dist/, with the licences of what is inside. */
export async function buildBundles(): Promise<void> {
  buildHelpPages()
  const { metafile } = await bundle(options)
  const licenses = licensesOf(root, Object.keys(metafile.inputs))
  writeChanged(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), licenses)
  await packCatalogue()
}

/** Reads the catalogue once for all who will run the bundle. */
async function packCatalogue(): Promise<void> {
  // The validators, which the build has made, are imported by them.
  const { packedCatalogue, readBuiltIn } = await import('../compiler/edge/built-in.ts')
  const { digest } = await import('../compiler/edge/digest.ts')
  const { pack } = await import('../compiler/1-parse/packed.ts')
  const { parse } = await import('../compiler/1-parse/sources.ts')
  const sources = readBuiltIn()
  const { documents } = parse(sources, {}, [])
  const packed: Record<string, unknown> = {}
  for (const [path, read] of documents) {
    const text = sources.get(path)
    const nodes = typeof text === 'string' ? pack(read) : undefined
    if (typeof text === 'string' && nodes) packed[path] = { digest: digest(text), documents: nodes }
  }
  writeChanged(join(root, 'dist', packedCatalogue), JSON.stringify(packed))
}

const options = {
  absWorkingDir: root,
  entryPoints: { oskc: 'compiler/main.ts', index: 'compiler/index.ts' },
  outdir: 'dist',
  metafile: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: false, // A stack in a bug report should be readable.
  legalComments: 'none',
  // CommonJS packages inside an ES module still call require for Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
} satisfies BuildOptions

function buildTypes(): void {
  rmSync(join(root, 'dist/types'), { recursive: true, force: true })
  const compiler = fileURLToPath(import.meta.resolve('typescript/package.json'))
  const args = [join(dirname(compiler), 'bin/tsc'), '-p', 'tsconfig.types.json']
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
}

/** Leaves an unchanged file alone: a test may be reading it. */
function writeChanged(path: string, content: string): void {
  if (read(path) === content) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

if (process.argv[1] === import.meta.filename) await build()
