import type { Report } from '../diagnostic.ts'
import type { Input, Parsed } from '../model/input.ts'
import { askedEnvironments } from '../lib/asked-environments.ts'
import { joinPath } from '../lib/join-path.ts'
import { readCatalogue } from './catalogue.ts'
import { missingEnvironment, noEnvironment } from './fragment-problems.ts'
import { readFragments } from './fragments.ts'
import { readInventory } from './inventory.ts'
import { readLockedImages } from './locked-images.ts'
import { readProject } from './project.ts'

/** Checks every file by itself: the project's, the catalogue's, the inventory, the environments'. */
export function validate(parsed: Parsed, report: Report): Input {
  const { request, sources } = parsed
  const project = readProject(parsed, report)
  const asked = askedEnvironments(sources, request)
  for (const file of asked) if (!sources.has(file)) report.push(missingEnvironment(file))
  const fragments = readFragments(parsed, asked, report)
  const environmentFiles = asked.filter((it) => parsed.documents.has(it) && !isIncluded(it, fragments))
  if (asked.length === 0) report.push(noEnvironment())
  const { inventory: _, ...rest } = parsed
  return {
    ...rest,
    project,
    catalogue: readCatalogue(parsed, project.services, report),
    inventory: readInventory(parsed, request.inventory ?? project.inventory, report),
    fragments,
    environmentFiles,
    lockedImages: readLockedImages(parsed, report),
  }
}

/** A file that another one includes is a fragment, no environment of its own; unless it includes that other itself. */
function isIncluded(file: string, fragments: Input['fragments']): boolean {
  const below = new Set<string>()
  const follow = (from: string): void => {
    for (const it of includedBy(from, fragments)) {
      if (below.has(it)) continue
      below.add(it)
      follow(it)
    }
  }
  follow(file)
  return [...fragments.keys()].some(
    (from) => from !== file && !below.has(from) && includedBy(from, fragments).includes(file),
  )
}

function includedBy(file: string, fragments: Input['fragments']): readonly string[] {
  return (fragments.get(file) ?? []).flatMap((it) =>
    it.kind === 'include' ? it.files.map((name) => joinPath(name.file, name.source)) : [],
  )
}
