import { formatPlaceholder } from '../lib/placeholder.ts'
import type { Encoding } from '../lib/placeholder.ts'
import type { Place } from '../model/node.ts'
import { argumentText } from '../template/argument.ts'
import type { Argument, Hash, Helper } from '../template/argument.ts'
import { badArguments } from '../template/problems.ts'
import { made } from '../template/value.ts'
import type { Value } from '../template/value.ts'
import { addressOf } from './address.ts'
import type { Context, Frame } from './context.ts'
import { hidesNeed, hidesSecret } from './hidden.ts'
import { unknownSecret } from './pod-problems.ts'
import { unknownAddress } from './problems.ts'
import { statedNeeds } from './stated-needs.ts'
import type { Reader } from './scope.ts'
import { secretKeys } from './secrets.ts'

/** The helpers that know the environment: addresses, secrets, interfaces. */
export function linkHelpers(reader: Reader, context: Context): ReadonlyMap<string, Helper> {
  return new Map<string, Helper>([
    ['address', (args, hash, at) => address(args, hash, at, reader, context)],
    ['secret', (args, hash, at) => secret(args, hash, at, reader, context)],
    ['interface', (args, hash, at) => networkInterface(args, hash, at, reader, context)],
  ])
}

/** `{{address "web" port="public" external=true scheme=false}}`: the address of a service or of what meets a need. */
function address(
  [name]: readonly Argument[],
  hash: Hash,
  at: Place,
  reader: Reader,
  context: Context,
): Value | undefined {
  const asked = argumentText(name)
  if (asked === undefined) {
    context.report.push(badArguments(at, 'address', 'takes the name of a service or of a need'))
    return undefined
  }
  const need = reader.needs.get(asked)
  const frame = need ? context.frames.get(need.provider.name) : frameNamed(asked, context)
  if (!frame) {
    // A service that is placed but broken has been reported.
    const placed = [...context.placement.instances.values()]
    const stated = statedNeeds(reader.frame.body).get(asked)
    const hidden =
      (stated && hidesNeed(asked, stated, reader.needs, context)) ||
      placed.some((it) => it.name === asked || it.entry.name === asked)
    if (!need && !hidden && !context.placement.broken)
      context.report.push(
        unknownAddress(placeOf(name) ?? at, asked, [...reader.needs.keys(), ...context.frames.keys()]),
      )
    return poison(at)
  }
  const askedPort = hash.get('port')
  const port = argumentText(askedPort) ?? need?.port?.name
  const external = isTrue(hash, 'external')
  if (!external) noteContact(reader.frame, frame, port)
  const text = addressOf(
    frame,
    { port, external, scheme: argumentText(hash.get('scheme')) !== 'false' },
    placeOf(askedPort) ?? at,
    context,
  )
  return text === undefined ? poison(at) : made(text, at)
}

/** Whoever is given an address connects to it; where no port is named, to any that is not for the members alone. */
function noteContact({ contacts }: Frame, { instance, ports }: Frame, port: string | undefined): void {
  const named = contacts.get(instance.name) ?? new Set<string>()
  contacts.set(instance.name, named)
  const open = ports.filter((it) => !it.peers).map((it) => it.name)
  for (const it of port === undefined ? open : [port]) named.add(it)
}

/** The instance of a name, or the only instance of a definition of that name. */
function frameNamed(name: string, { frames }: Context): Frame | undefined {
  const named = frames.get(name)
  if (named) return named
  const instances = [...frames.values()].filter((it) => it.instance.entry.name === name)
  return instances.length === 1 ? instances[0] : undefined
}

/** `{{secret "db-password" encoding="url"}}`: filled in when the pod starts. */
function secret(
  [name]: readonly Argument[],
  hash: Hash,
  at: Place,
  reader: Reader,
  context: Context,
): Value | undefined {
  const asked = argumentText(name) ?? ''
  const keys = secretKeys(reader.frame, reader.needs)
  const found = keys.get(asked)
  if (!found || found.folder) {
    if (!hidesSecret(asked, reader.frame, reader.needs, context))
      context.report.push(unknownSecret(placeOf(name) ?? at, asked, [...keys.keys()]))
    return poison(at)
  }
  const encoding = readEncoding('secret', hash, at, reader, context)
  return (
    encoding &&
    made(formatPlaceholder({ kind: 'secret', encoding, argument: `${found.name}/${found.key}` }), at)
  )
}

/** `{{interface private_interface}}`: the address of a network interface of the pod's host network. */
function networkInterface(
  [name]: readonly Argument[],
  hash: Hash,
  at: Place,
  reader: Reader,
  context: Context,
): Value | undefined {
  const asked = argumentText(name) ?? ''
  if (!/^[A-Za-z0-9._-]{1,15}$/.test(asked)) {
    context.report.push(badArguments(at, 'interface', 'takes the name of a network interface'))
    return undefined
  }
  const encoding = readEncoding('interface', hash, at, reader, context)
  return encoding && made(formatPlaceholder({ kind: 'interface', encoding, argument: asked }), at)
}

function readEncoding(
  helper: string,
  hash: Hash,
  at: Place,
  reader: Reader,
  context: Context,
): Encoding | undefined {
  const asked = argumentText(hash.get('encoding'))
  if (asked === undefined) return reader.encoding
  if (asked === 'raw' || asked === 'ini' || asked === 'url') return asked
  context.report.push(badArguments(at, helper, 'knows the encodings raw, ini and url'))
  return undefined
}

/** What was reported: whoever reads it says nothing more. */
function poison({ file, start, end }: Place): Value {
  return { kind: 'poison', file, start, end }
}

/** Where an argument was written. */
function placeOf(value: Argument): Place | undefined {
  if (value?.kind === 'text') return value.at
  return value?.kind === 'scalar' ? value : undefined
}

function isTrue(hash: Hash, key: string): boolean {
  return argumentText(hash.get(key)) === 'true'
}
