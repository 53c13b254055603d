import { isTrue } from '../lib/node.ts'
import { shapeAt } from '../lib/shape-at.ts'
import { formatPlaceholder } from '../lib/placeholder.ts'
import type { Encoding } from '../lib/placeholder.ts'
import type { Mapping, Node, Place } from '../model/node.ts'
import type { PlacedInstance } from '../model/placement.ts'
import { descend } from '../template/evaluate.ts'
import type { Scope } from '../template/evaluate.ts'
import { callHelper, pureHelpers } from '../template/helpers.ts'
import type { Helper } from '../template/argument.ts'
import { asNode, made } from '../template/value.ts'
import type { MadeRecord, Value } from '../template/value.ts'
import { linkHelpers } from './helpers.ts'
import { hostOf } from './address.ts'
import type { Context, Frame, Needs } from './context.ts'
import type { Filler } from './fill.ts'
import { needValue } from './need-facts.ts'

type Early = Omit<Context, 'frames'>

/** Who reads, and how what it reads is written. */
export interface Reader {
  readonly frame: Frame
  readonly needs: Needs
  /** Encoding of placeholders where a template does not say it: that of the file's format. */
  readonly encoding: Encoding
  /** Settings as read now: the instance's, or those of a group of nodes. */
  readonly root: Mapping
  /** Notes the path of every setting that is read. */
  readonly recorder: Set<string>
}

/** What a definition's own texts and files may read. */
export function scopeOf(reader: Reader, context: Context): Scope {
  const { frame, root, recorder } = reader
  const helpers = new Map<string, Helper>([...pureHelpers, ...linkHelpers(reader, context)])
  return {
    partial: (name) => context.templates.partial(name),
    call: (helper, args, hash, at) => callHelper(helpers, helper, args, hash, at, context.report),
    lookup: (path, at) => {
      const [first, ...rest] = path
      if (first === 'need') return needValue(rest, at, reader, context)
      if (first === 'members') return membersOf(frame.instance, frame.members, context)
      return (
        commonValue(path, at, frame.instance, context) ??
        settingAt(path, at, frame.instance, root, recorder, context)
      )
    },
  }
}

/** What the outer part of a definition may read: settings and names, since nothing is linked yet. */
export function frameFiller(
  instance: PlacedInstance,
  root: Mapping,
  recorder: Set<string>,
  context: Early,
): Filler {
  const { report, templates, placement } = context
  const setting = (path: readonly string[], at: Place) =>
    settingAt(path, at, instance, root, recorder, context)
  // What a service tells of itself to others may be who its members are.
  const members = isTrue(instance.entry.body, 'members')
  const scope: Scope = {
    partial: (name) => templates.partial(name),
    call: (helper, args, hash, at) => callHelper(pureHelpers, helper, args, hash, at, report),
    lookup: (path, at) =>
      path[0] === 'members'
        ? membersOf(instance, members, context)
        : (commonValue(path, at, instance, context) ?? setting(path, at)),
  }
  return {
    scope,
    templates,
    report,
    facts: { placement, setting: (path, at) => setting(path.split('.'), at) },
  }
}

/** Facts of the instance, the environment and the pod. */
function commonValue(
  path: readonly string[],
  at: Place,
  instance: PlacedInstance,
  context: Early,
): Value | MadeRecord | undefined {
  const { environment } = context.placement
  const token = (kind: 'node' | 'pod', argument: string): Value =>
    made(formatPlaceholder({ kind, encoding: 'raw', argument }), at)
  switch (path.join('.')) {
    case 'instance.name':
      return made(instance.name, at)
    case 'instance.host':
      return made(hostOf(instance.name, context), at)
    case 'instance.replicas':
      return made(String(instance.replicas), at)
    case 'environment.name':
    case 'environment.namespace':
      return made(environment.name, at)
    case 'environment.cluster_domain':
      return made(context.clusterDomain, at)
    case 'release':
      return made(environment.release, at)
    case 'node.name':
      return token('node', 'name')
    case 'node.ip':
      return token('node', 'ip')
    case 'pod.name':
      return token('pod', 'name')
    case 'pod.ip':
      return token('pod', 'ip')
    default:
      return undefined
  }
}

/** A setting that this definition may read: its component's, or a global one. What it may not read has been reported. */
function settingAt(
  path: readonly string[],
  at: Place,
  { entry }: PlacedInstance,
  root: Mapping,
  recorder: Set<string>,
  { catalogue }: Early,
): Node | undefined {
  const owner = catalogue.components.get(entry.component)
  const shape = (owner && shapeAt(owner.shapes, path)) ?? shapeAt(catalogue.globals.shapes, path)
  if (!shape) return { kind: 'poison', file: at.file, start: at.start, end: at.end }
  recorder.add(path.join('.'))
  return asNode(descend(root, path, at))
}

/** The compiled members of an instance; none where its definition does not ask for them. */
function membersOf(instance: PlacedInstance, asked: boolean, context: Early): Value {
  return {
    kind: 'list',
    items: Array.from({ length: asked ? instance.replicas : 0 }, (_, index) => {
      const name = `${instance.name}-${index}`
      return new Map<string, Value>([
        ['index', made(String(index))],
        ['name', made(name)],
        ['host', made(`${name}.${hostOf(`${instance.name}-peers`, context)}`)],
      ])
    }),
  }
}
