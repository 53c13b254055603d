import { scalarAt } from '../lib/node.ts'
import { formatPlaceholder } from '../lib/placeholder.ts'
import type { Place, Scalar } from '../model/node.ts'
import type { ResolvedNeed } from '../model/linked.ts'
import { descend, evaluate } from '../template/evaluate.ts'
import type { Scope } from '../template/evaluate.ts'
import { argumentText } from '../template/argument.ts'
import { callHelper, pureHelpers } from '../template/helpers.ts'
import type { Helper } from '../template/argument.ts'
import { unknownReference } from '../template/problems.ts'
import { made } from '../template/value.ts'
import type { MadeRecord, Value } from '../template/value.ts'
import { addressOf, hostOf } from './address.ts'
import type { Context } from './context.ts'
import { linkHelpers } from './helpers.ts'
import { hidesNeed, hidesNeedSecret, hidesStatedNeeds } from './hidden.ts'
import { unknownSecret } from './pod-problems.ts'
import type { Reader } from './scope.ts'
import { needSecretKeys } from './secrets.ts'
import { statedNeeds } from './stated-needs.ts'

/** `need.<name>` (is it met? all its facts) or `need.<name>.<fact>`. */
export function needValue(
  path: readonly string[],
  at: Place,
  reader: Reader,
  context: Context,
): Value | MadeRecord | undefined {
  const [name = '', fact, ...more] = path
  const need = reader.needs.get(name)
  // An optional need that nobody meets, or one that was reported as unmet.
  if (!need) {
    const stated = statedNeeds(reader.frame.body).get(name)
    return hidesStatedNeeds(reader.frame.body) || (stated && hidesNeed(name, stated, reader.needs, context))
      ? poison(at)
      : undefined
  }
  if (fact === undefined)
    return { kind: 'facts', fact: (it, place) => namedFact(it, need, place, reader, context) }
  // A fact that the need does not have has been reported.
  return more.length > 0 || !need.definition?.facts.has(fact)
    ? poison(at)
    : factOf(need.definition.facts.get(fact)!, need, at, reader, context)
}

/** A fact asked for by a partial, which is not looked into before: what the need does not have is reported here. */
function namedFact(
  name: string,
  need: ResolvedNeed,
  at: Place,
  reader: Reader,
  context: Context,
): Value | undefined {
  const { definition } = need
  const template = definition?.facts.get(name)
  if (template) return factOf(template, need, at, reader, context)
  const known = [...(definition?.facts.keys() ?? [])].map((it) => `need.${need.name}.${it}`)
  if (!definition?.broken) context.report.push(unknownReference(at, `need.${need.name}.${name}`, known))
  return poison(at)
}

function factOf(template: Scalar, need: ResolvedNeed, at: Place, reader: Reader, context: Context): Value {
  const read =
    typeof template.value === 'string' && template.value.includes('{{')
      ? context.templates.ofScalar(template)
      : undefined
  if (!read) return made(template.source, template)
  const pieces = evaluate(read, needScope(need, reader, context), context.report)
  return pieces ? made(pieces.map((it) => it.text).join(''), at) : poison(at)
}

function poison({ file, start, end }: Place): Value {
  return { kind: 'poison', file, start, end }
}

/** What the facts, jobs and files of a need may read: its parameters, where its provider is, who needs it, its secrets. */
export function needScope(need: ResolvedNeed, reader: Reader, context: Context): Scope {
  const { provider, port, parameters } = need
  const { entry, name } = reader.frame.instance
  const frame = context.frames.get(provider.name)
  const keys = needSecretKeys(need, reader.frame)
  const own: readonly (readonly [string, Helper])[] = [
    [
      'secret',
      (args, hash, at) => {
        const asked = argumentText(args[0]) ?? ''
        const found = keys.get(asked)
        if (!found || found.folder) {
          if (!hidesNeedSecret(need, context)) context.report.push(unknownSecret(at, asked, [...keys.keys()]))
          return poison(at)
        }
        const encoding = argumentText(hash.get('encoding'))
        const written =
          encoding === 'url' || encoding === 'raw' || encoding === 'ini' ? encoding : reader.encoding
        return made(
          formatPlaceholder({ kind: 'secret', encoding: written, argument: `${found.name}/${found.key}` }),
          at,
        )
      },
    ],
  ]
  const helpers = new Map<string, Helper>([...pureHelpers, ...linkHelpers(reader, context), ...own])
  const lookup = (path: readonly string[], at: Place): Value | MadeRecord | undefined => {
    const [first, ...rest] = path
    const parameter = parameters.entries.get(first!)?.value
    if (parameter) return descend(parameter, rest, at)
    const told = first === 'provider' && rest.length === 1 ? need.facts.get(rest[0]!) : undefined
    if (told) return told
    switch (path.join('.')) {
      case 'host':
        return made(hostOf(provider.name, context), at)
      case 'port':
        return port ? scalarAt(at, port.cont) : undefined
      case 'address': {
        const text =
          frame && addressOf(frame, { port: port?.name, external: false, scheme: false }, at, context)
        return text === undefined ? undefined : made(text, at)
      }
      case 'provider.name':
        return made(provider.name, at)
      case 'provider.definition':
        return made(provider.entry.name, at)
      case 'provider.replicas':
        return made(String(provider.replicas), at)
      case 'instance.name':
        return made(name, at)
      case 'component':
        return made(entry.component, at)
      case 'environment.name':
      case 'environment.namespace':
        return made(context.namespace, at)
      case 'environment.cluster_domain':
        return made(context.clusterDomain, at)
      case 'release':
        return made(context.placement.environment.release, at)
    }
    const global = context.catalogue.globals.shapes.has(first!) ? globalSetting(path, reader) : undefined
    if (
      global ||
      (need.definition?.parameters?.kind === 'map' && need.definition.parameters.entries.has(first!))
    )
      return global
    if (!context.catalogue.globals.shapes.has(first!))
      context.report.push(
        unknownReference(
          at,
          path.join('.'),
          [
            ...parameters.entries.keys(),
            ...[...need.facts.keys()].map((it) => `provider.${it}`),
            ...['host', 'port', 'address', 'component'],
          ],
          `It stands in the need "${need.kind}".`,
        ),
      )
    return undefined
  }
  return {
    lookup,
    partial: (it) => context.templates.partial(it),
    call: (it, args, hash, at) => callHelper(helpers, it, args, hash, at, context.report),
  }
}

function globalSetting(path: readonly string[], { root, recorder }: Reader): Value | undefined {
  recorder.add(path.join('.'))
  let node: Value | undefined = root
  for (const key of path) node = node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined
  return node
}
