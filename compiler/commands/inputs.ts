import { digest } from '../edge/digest.ts'
import { secretsLockOf } from '../lib/asked-environments.ts'
import { joinPath } from '../lib/join-path.ts'
import { overridesOf } from '../lib/overrides-of.ts'
import type { Environment } from '../model/input.ts'
import type { Linked } from '../model/linked.ts'
import { builtIn } from '../model/source.ts'

/** Digests of everything in a project that an environment's charts are made of; the built-in catalogue comes with the version. */
export function inputsOf(environment: Environment, linked: Linked): ReadonlyMap<string, string> {
  const { sources, project, inventory, settings, placements } = linked
  const replaced = settings[placements.findIndex((it) => it.environment === environment)]?.replacedFiles
  const paths = new Set([
    'oskc.yaml',
    'images.lock',
    ...fragmentsOf(environment.file, linked),
    secretsLockOf(environment.file),
    ...(replaced?.values() ?? []),
    ...[...sources.keys()].filter((path) => project.services.some((it) => path.startsWith(`${folder(it)}/`))),
  ])
  paths.delete(inventory.file)
  const found = [...paths].flatMap((path) => {
    const text = sources.get(path)
    return typeof text === 'string' && !path.startsWith(builtIn) ? [[path, digest(text)] as const] : []
  })
  // The list of nodes as far as it counts: heartbeats change the full one all the time.
  return new Map([...found, [inventory.file, digest(JSON.stringify(inventory.nodes))]])
}

/** The environment file, its overrides, and whatever they include. */
function fragmentsOf(file: string, { sources, fragments }: Linked): ReadonlySet<string> {
  const found = new Set([file, ...overridesOf(sources, file)])
  for (const path of found)
    for (const it of fragments.get(path) ?? [])
      if (it.kind === 'include') for (const name of it.files) found.add(joinPath(name.file, name.source))
  return found
}

function folder(path: string): string {
  return joinPath('', path)
}
