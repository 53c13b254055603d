import { parse } from './1-parse/sources.ts'
import { validate } from './2-validate/validate.ts'
import { resolve } from './3-resolve/resolve.ts'
import { place } from './4-place/place.ts'
import { settle } from './5-settle/settle.ts'
import { link } from './6-link/link.ts'
import { isolate } from './7-isolate/isolate.ts'
import { render } from './8-render/render.ts'
import { chart } from './9-chart/chart.ts'
import { hasErrors } from './diagnostic.ts'
import type { Diagnostic, Report } from './diagnostic.ts'
import type { DeployedEnvironment } from './model/deployment.ts'
import type { Request } from './model/input.ts'
import type { Linked } from './model/linked.ts'
import type { Placed } from './model/placement.ts'
import type { ChartTree, SourceTree } from './model/source.ts'
import { inOrder } from './report/order.ts'

/** What became of a compilation. */
export interface Compilation {
  /** Everything to write; empty when there is an error. */
  readonly charts: ChartTree
  /** Every problem of every stage, sorted by file and position, each once. */
  readonly diagnostics: readonly Diagnostic[]
  readonly linked: Linked
  /** The environments that were rendered. */
  readonly environments: readonly DeployedEnvironment[]
}

/** The whole compiler: files in, files out, nothing else touched. */
export function compile(sources: SourceTree, request: Request = {}): Compilation {
  const report: Report = []
  const linked = linkProject(sources, request, report)
  isolate(linked, report)
  const environments = render(linked, report)
  const charts = new Map<string, string>()
  // Of a broken input as well: what Kubernetes would refuse of the sound services is to be known in the same run.
  for (const environment of environments) {
    const { files, diagnostics } = chart(environment)
    report.push(...diagnostics)
    for (const [path, text] of files) charts.set(path, text)
  }
  if (hasErrors(report)) charts.clear()
  return { charts, diagnostics: inOrder(report), linked, environments }
}

/** Reads and places a project, and nothing more: what `topology` needs. */
export function placeProject(sources: SourceTree, request: Request, report: Report): Placed {
  return place(resolve(validate(parse(sources, request, report), report), report), report)
}

/** Reads, places and links a project: what the commands need that show how things hang together. */
export function linkProject(sources: SourceTree, request: Request, report: Report): Linked {
  return link(settle(placeProject(sources, request, report), report), report)
}
