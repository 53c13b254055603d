import { holdsPoison } from '../lib/holds-poison.ts'
import { asScalar, asSequence, itemsOf, numberAt, textAt, valueAt } from '../lib/node.ts'
import type { LinkedJob } from '../model/linked.ts'
import type { Node, Scalar } from '../model/node.ts'
import { asNode } from '../template/value.ts'
import { fill } from './fill.ts'
import { hidesNeedSecret } from './hidden.ts'
import { readFiles } from './files.ts'
import { needScope } from './need-facts.ts'
import { namelessJob } from './pod-problems.ts'
import { readProgram } from './program.ts'
import { needSecretKeys } from './secrets.ts'
import type { Surroundings } from './program.ts'
import type { ResolvedNeed } from '../model/linked.ts'
import type { Reader } from './scope.ts'
import type { Waiter } from './waits.ts'
import { noWaits } from './waits.ts'
import type { Context } from './context.ts'

/** A job before it is known what it waits for. */
export interface DraftJob extends LinkedJob {
  readonly waiter: Waiter
}

/** The jobs of a need, carried by its owner: each waits for the provider and for the one before it. */
export function needJobs(need: ResolvedNeed, reader: Reader, context: Context): readonly DraftJob[] {
  const { definition, name } = need
  if (!definition?.jobs) return []
  const { frame } = reader
  const scope = needScope(need, reader, context)
  const filler = {
    scope,
    templates: context.templates,
    report: context.report,
    facts: {
      placement: context.placement,
      setting: (path: string, at: Node) => asNode(scope.lookup(path.split('.'), at)),
    },
  }
  const filled = asSequence(fill(definition.jobs, filler))
  const files = readFiles(definition.files, definition.files && fill(definition.files, filler), {
    folder: `${definition.file.split('/').slice(0, -1).join('/')}/files/`,
    context,
    scope: (root, encoding, recorder) => needScope(need, { ...reader, root, encoding, recorder }, context),
  })
  const surroundings: Surroundings = {
    context,
    files,
    secrets: needSecretKeys(need, frame),
    hides: () => hidesNeedSecret(need, context),
    service: definition.jobs,
    instance: frame.instance.name,
  }
  let previous: string | undefined
  return itemsOf(filled).flatMap((node) => {
    const job = readJob(
      node,
      `${name}-${textAt(node, 'name') ?? ''}`,
      asScalar(valueAt(node, 'image')),
      false,
      surroundings,
    )
    if (!job) return []
    const waiter: Waiter = {
      at: node,
      needs: [name],
      jobsOfNeeds: [],
      ownJobs: previous ? [previous] : [],
      dependencies: valueAt(node, 'dependencies'),
    }
    previous = job.name
    return [{ ...job, need: name, waiter }]
  })
}

/** The `single` commands of a container: each waits for what the service needs and for the ones before it; those after the start wait for the service itself. */
export function containerJobs(
  container: Node,
  needs: readonly string[],
  surroundings: Surroundings,
  hostNetwork: boolean,
): readonly DraftJob[] {
  const image = asScalar(valueAt(container, 'image'))
  const names: string[] = []
  const read = (key: 'pre' | 'post') =>
    itemsOf(valueAt(container, key)).flatMap((node): readonly DraftJob[] => {
      if (textAt(node, 'type') !== 'single') return []
      const name = textAt(node, 'name')
      if (name === undefined) {
        if (!holdsPoison(valueAt(node, 'name'))) surroundings.context.report.push(namelessJob(node))
        return []
      }
      const job = readJob(node, name, asScalar(valueAt(node, 'image')) ?? image, hostNetwork, surroundings)
      if (!job) return []
      const waiter: Waiter = {
        at: node,
        needs,
        jobsOfNeeds: needs,
        ownJobs: [...names],
        dependencies: valueAt(node, 'dependencies'),
        afterStart: key === 'post',
      }
      names.push(name)
      return [{ ...job, waiter }]
    })
  return [...read('pre'), ...read('post')]
}

function readJob(
  node: Node,
  name: string,
  image: Scalar | undefined,
  hostNetwork: boolean,
  surroundings: Surroundings,
): LinkedJob | undefined {
  const program = readProgram({ container: node, command: node, image }, surroundings)
  return (
    program && {
      ...program,
      name,
      at: node,
      waits: noWaits,
      backoffLimit: numberAt(node, 'backoffLimit') ?? 10,
      hostNetwork,
    }
  )
}
