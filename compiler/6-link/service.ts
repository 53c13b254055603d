import { asMapping, asScalar, isTrue, itemsOf, textAt, valueAt } from '../lib/node.ts'
import type { PlainMap } from '../model/deployment.ts'
import type { LinkedContainer, LinkedService } from '../model/linked.ts'
import type { Entry, Mapping, Node } from '../model/node.ts'
import { shellQuoted } from '../lib/shell-quoted.ts'
import { check } from '../schema/check.ts'
import { service as validator } from '../schema/generated/validators.js'
import { plain } from '../schema/plain.ts'
import { asNode } from '../template/value.ts'
import type { Context, Frame, Needs } from './context.ts'
import { fill } from './fill.ts'
import { readFiles } from './files.ts'
import { hidesSecret } from './hidden.ts'
import { containerJobs, needJobs } from './jobs.ts'
import type { DraftJob } from './jobs.ts'
import { carries } from './owners.ts'
import { nodeCommands } from './node-commands.ts'
import { checkPod } from './pod-checks.ts'
import { podSettings } from './pod-settings.ts'
import { cannotWait } from './pod-problems.ts'
import { readCommand, readProgram } from './program.ts'
import type { Surroundings } from './program.ts'
import { scopeOf } from './scope.ts'
import type { Reader } from './scope.ts'
import { secretKeys } from './secrets.ts'
import { dependenciesOf } from './waits.ts'
import type { Waiter } from './waits.ts'

/** A service read from its definition, before it is known what it waits for. */
export interface DraftService {
  readonly frame: Frame
  readonly service: Omit<LinkedService, 'jobs' | 'sound'>
  readonly jobs: readonly DraftJob[]
  readonly waiter: Waiter
}

/** Reads the whole definition of an instance: containers, files, jobs. Undefined when it is too broken. */
export function readService(frame: Frame, needs: Needs, context: Context): DraftService | undefined {
  const { entry } = frame.instance
  const reader: Reader = { frame, needs, root: frame.root, encoding: 'raw', recorder: frame.structural }
  const scope = scopeOf(reader, context)
  const setting = (path: string, at: Node) => asNode(scope.lookup(path.split('.'), at))
  const filler = {
    scope,
    templates: context.templates,
    report: context.report,
    facts: { placement: context.placement, setting },
  }
  const commandReads = new Set<string>()
  // Commands of daemons may differ between nodes: what they read is noted apart, and they can be filled in once more.
  const containersOf = (root: Mapping, recorder: Set<string>) =>
    fill(valueAt(entry.body, 'containers')!, {
      ...filler,
      commands: scopeOf({ ...reader, root, recorder }, context),
    })
  const containers = containersOf(frame.root, commandReads)
  const filledFiles = entry.files && fill(entry.files, filler)
  const checked = checkFilled(entry.root, frame.body, containers, filledFiles, context)
  const body = asMapping(valueAt(checked, 'service'))
  if (!body) return undefined

  const files = readFiles(entry.files, valueAt(checked, 'files'), {
    folder: `${context.catalogue.components.get(entry.component)!.folder}files/`,
    context,
    scope: (root, encoding, recorder) => scopeOf({ ...reader, root, encoding, recorder }, context),
  })
  const surroundings: Surroundings = {
    context,
    files,
    secrets: secretKeys(frame, needs),
    hides: (secret) => hidesSecret(secret, frame, needs, context),
    service: body,
    instance: frame.instance.name,
  }
  const read = itemsOf(valueAt(body, 'containers')).filter((it) => it.kind === 'mapping')
  const hostNetwork = isTrue(body, 'hostNetwork')
  const names = [...needs.keys()]
  const owned = [...needs.values()].flatMap((need) =>
    carries(frame, need) ? needJobs(need, reader, context) : [],
  )
  const jobs = [...owned, ...read.flatMap((it) => containerJobs(it, names, surroundings, hostNetwork))]
  const service = {
    ...podSettings(frame, body, context),
    ...nodeCommands(containersOf, commandReads, context),
    needs,
    containers: read.flatMap((it) => readContainer(it, surroundings) ?? []),
  }
  checkPod(service, jobs, body, context)
  return { frame, service, jobs, waiter: workloadWaiter(body, names, jobs, read) }
}

/** The definition with everything filled in must fit its schema: a template may have given a text where a number belongs. */
function checkFilled(
  root: Node,
  outer: Mapping,
  containers: Node | undefined,
  files: Node | undefined,
  { report }: Context,
): Node {
  const at = (key: string) => (root.kind === 'mapping' ? root.entries.get(key)?.key : undefined)
  const service = new Map<string, Entry>(outer.entries)
  if (containers) service.set('containers', { key: at('service')!, value: containers })
  const entries = new Map<string, Entry>()
  if (root.kind === 'mapping')
    for (const [key, it] of root.entries) if (key === 'dsl_version') entries.set(key, it)
  entries.set('service', { key: at('service')!, value: { ...outer, entries: service } })
  if (files) entries.set('files', { key: at('files')!, value: files })
  const whole: Mapping = { kind: 'mapping', file: root.file, start: root.start, end: root.end, entries }
  return check(validator, whole, { name: 'an application definition' }, report)
}

function readContainer(node: Node, surroundings: Surroundings): LinkedContainer | undefined {
  const daemon = valueAt(node, 'daemon')
  const image = asScalar(valueAt(node, 'image'))
  const program = daemon && readProgram({ container: node, command: daemon, image }, surroundings)
  if (!program) return undefined
  const local = (key: 'pre' | 'post') =>
    itemsOf(valueAt(node, key)).filter((it) => textAt(it, 'type') !== 'single')
  const before = local('pre').flatMap((it, index) => {
    const own = readProgram(
      { container: it, command: it, image: asScalar(valueAt(it, 'image')) ?? image },
      surroundings,
    )
    // An init container sees what its container sees, and what it names itself.
    return own
      ? [
          {
            ...own,
            name: textAt(it, 'name') ?? `pre-${index}`,
            volumes: union(program.volumes, own.volumes),
            files: union(program.files, own.files),
            env: [...program.env, ...own.env],
          },
        ]
      : []
  })
  const posts = local('post').flatMap(
    (it) => readProgram({ container: it, command: it, image }, surroundings) ?? [],
  )
  for (const it of local('post')) {
    const waiting = valueAt(it, 'dependencies')
    if (waiting) surroundings.context.report.push(cannotWait(waiting))
  }
  const after = inOneShell(posts.map((it) => it.command))
  const others = [...before, ...posts].flatMap((it) => it.files)
  const keys = new Map([...program.files, ...others].map((it) => [it.key, it]))
  const preStop = readCommand(valueAt(node, 'preStop'), program.image, surroundings.context)
  const probe = (key: string) => valueAt(valueAt(node, 'probes'), key)
  return {
    ...program,
    files: [...keys.values()],
    name: textAt(node, 'name') ?? '',
    before,
    ...(after.length > 0 ? { postStart: after } : {}),
    ...(preStop ? { preStop } : {}),
    probes: {
      ...(probe('startup') ? { startup: readProbe(probe('startup')!) } : {}),
      ...(probe('readiness') ? { readiness: readProbe(probe('readiness')!) } : {}),
      ...(probe('liveness') ? { liveness: readProbe(probe('liveness')!) } : {}),
    },
  }
}

/** Probes have Kubernetes' own fields; a command may be a text here as well. */
function readProbe(node: Node): PlainMap {
  const data = plain(node) as PlainMap
  const command = valueAt(valueAt(node, 'exec'), 'command')
  return command?.kind === 'scalar' ? { ...data, exec: { command: ['sh', '-c', command.source] } } : data
}

/** The workload waits for its needs with their jobs, for its own jobs that run before it, and for what its daemons name. */
function workloadWaiter(
  body: Mapping,
  needs: readonly string[],
  jobs: readonly DraftJob[],
  containers: readonly Node[],
): Waiter {
  const named = containers
    .flatMap((it) => [
      valueAt(it, 'daemon'),
      ...itemsOf(valueAt(it, 'pre')).filter((pre) => textAt(pre, 'type') !== 'single'),
    ])
    .flatMap((it) => dependenciesOf(valueAt(it, 'dependencies')))
  return {
    at: body,
    needs,
    jobsOfNeeds: needs,
    ownJobs: jobs.filter((it) => !it.waiter.afterStart).map((it) => it.name),
    dependencies: { kind: 'sequence', file: body.file, start: body.start, end: body.end, items: named },
  }
}

/** Kubernetes runs one command after the start; several are run by a shell, one after the other. */
function inOneShell(commands: readonly (readonly string[])[]): readonly string[] {
  if (commands.length <= 1) return commands[0] ?? []
  return ['sh', '-c', commands.map((words) => words.map(shellQuoted).join(' ')).join(' && ')]
}

function union<T extends { readonly name: string } | { readonly key: string }>(
  left: readonly T[],
  right: readonly T[],
): readonly T[] {
  const id = (it: T) => ('name' in it ? it.name : it.key)
  return [...new Map([...left, ...right].map((it) => [id(it), it])).values()]
}
