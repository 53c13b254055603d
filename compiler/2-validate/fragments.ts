import type { Report } from '../diagnostic.ts'
import type { FragmentDocument, Input, Parsed } from '../model/input.ts'
import type { Node, Scalar } from '../model/node.ts'
import { joinPath } from '../lib/join-path.ts'
import { overridesOf } from '../lib/overrides-of.ts'
import { check } from '../schema/check.ts'
import { badInclude, missingInclude } from './fragment-problems.ts'
import { environment } from '../schema/generated/validators.js'

/** Checks every file that environments are made of, each once, whoever includes it. */
export function readFragments(parsed: Parsed, files: readonly string[], report: Report): Input['fragments'] {
  const result = new Map<string, readonly FragmentDocument[]>()
  const queue = files.flatMap((it) => [it, ...overridesOf(parsed.sources, it)])
  // The list grows while it is walked.
  for (const file of queue) {
    const documents = parsed.documents.get(file)
    if (!documents || result.has(file)) continue
    const read = documents.flatMap((it) => (it.root ? readDocument(it.root, it.tag, parsed, report) : []))
    result.set(file, read)
    for (const it of read)
      if (it.kind === 'include') for (const name of it.files) queue.push(joinPath(name.file, name.source))
  }
  return result
}

function readDocument(
  root: Node,
  tag: 'include' | undefined,
  parsed: Parsed,
  report: Report,
): readonly FragmentDocument[] {
  if (tag === 'include') {
    const files = readIncludes(root, parsed, report)
    const whole = root.kind === 'sequence' && files.length === root.items.length
    return whole ? [{ kind: 'include', files }] : [{ kind: 'include', files }, { kind: 'broken' }]
  }
  const checked = check(environment, root, { name: 'an environment file' }, report)
  if (checked.kind === 'poison') return [{ kind: 'broken' }]
  return checked.kind === 'mapping' ? [{ kind: 'sections', root: checked }] : []
}

function readIncludes(root: Node, parsed: Parsed, report: Report): readonly Scalar[] {
  if (root.kind === 'poison') return []
  if (root.kind !== 'sequence') {
    report.push(badInclude(root))
    return []
  }
  return root.items.filter((it): it is Scalar => {
    if (it.kind === 'poison') return false
    if (it.kind !== 'scalar' || typeof it.value !== 'string' || it.value === '') {
      report.push(badInclude(it))
      return false
    }
    if (parsed.sources.has(joinPath(it.file, it.source))) return true
    report.push(
      missingInclude(
        it,
        [...parsed.sources.keys()].filter((path) => path.endsWith('.yaml') && !path.startsWith('<')),
      ),
    )
    return false
  })
}
