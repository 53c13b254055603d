import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { rotationsOf } from '../8-render/rotations.ts'
import { secretsLockOf } from '../lib/asked-environments.ts'
import { errorCode } from '../edge/error-code.ts'
import { readFile } from '../edge/read-file.ts'
import { fileLimit } from '../edge/source-reader.ts'
import { hasErrors, type Diagnostic, type Report } from '../diagnostic.ts'
import { textAt, valueAt } from '../lib/node.ts'
import type { DeclaredSecret } from '../model/linked.ts'
import type { Call } from './arguments.ts'
import type { AskedEnvironment, AskedProject } from './asked-environment.ts'
import type { ExitCode } from './command.ts'
import { givenSecrets, type GivenSecret } from './given-secrets.ts'
import { idOf, planSecrets, type SecretsPlan } from './plan-secrets.ts'
import { unknownName } from './problems.ts'
import { asStrict, printReport } from './report.ts'
import { printRotations } from './rotation-lock.ts'
import { missingValue, notWritten, unusedValues, valueFromSettings } from './secret-problems.ts'
import { secretPlaces } from './secret-places.ts'
import { printSecrets, readSecrets, type SecretValues } from './secrets-file.ts'
import { secretsPlace, type SecretsPlace } from './secrets-place.ts'
import { secretsSummary } from './secrets-summary.ts'
import type { World } from './world.ts'
import { writeAtomically } from './write-atomically.ts'

/** Makes the file with the secrets of an environment, or completes it. */
export function generateSecrets(
  { project, linked }: AskedProject,
  asked: AskedEnvironment,
  call: Call,
  world: World,
): ExitCode {
  const { environment } = asked.placement
  const { secrets: declared } = asked.deployment
  const report: Report = []
  const place = secretsPlace(environment.name, linked.project.services, project, call, world, report)
  const source = hasErrors(report) ? undefined : readFile(place.path, fileLimit)
  const existing: SecretValues =
    source === undefined ? new Map() : readSecrets(place.shown, source, environment.name, report)
  const given = givenSecrets(environment.sections, declared, linked.catalogue, report)
  const rotate = new Set(call.options.get('rotate'))
  checkRotations(rotate, declared, given, existing, report)

  const hosts = (secret: DeclaredSecret) => hostsOf(secret, asked)
  const values = new Map(Array.from(given, ([id, it]) => [id, it.values]))
  const plan = hasErrors(report)
    ? undefined
    : planSecrets({ declared, existing, given: values, rotate, hosts })
  if (plan) report.push(...warningsOf(plan, place))
  const finish = (found: readonly Diagnostic[]): ExitCode => {
    const sources = new Map([
      ...linked.sources,
      ...(source === undefined ? [] : [[place.shown, source] as const]),
    ])
    printReport(found, sources, world, { secrets: secretPlaces(linked.sources, linked.documents) })
    return hasErrors(found) ? 2 : 0
  }
  const found = asStrict(report, project.strict)
  if (!plan || hasErrors(found)) return finish(found)

  const numbers = new Map(rotationsOf(environment.file, linked))
  for (const it of plan.rotated) numbers.set(idOf(it), (numbers.get(idOf(it)) ?? 0) + 1)
  const text = printSecrets(environment.name, plan.values)
  const failed = write(place, text, source, () => {
    // The numbers come first: one too many only restarts something, one too few leaves an old password in use.
    const file = resolve(project.root, secretsLockOf(environment.file))
    if (plan.rotated.length > 0) writeAtomically(file, printRotations(numbers), 0o644)
  })
  const exit = finish([...found, ...failed])
  if (exit === 0) world.stdout.write(secretsSummary(environment.name, plan, place, declared.length))
  return exit
}

function checkRotations(
  rotate: ReadonlySet<string>,
  declared: readonly DeclaredSecret[],
  given: ReadonlyMap<string, GivenSecret>,
  existing: SecretValues,
  report: Report,
): void {
  const known = new Map(declared.map((it) => [idOf(it), it]))
  for (const id of rotate) {
    const secret = known.get(id)
    if (!secret) {
      report.push(unknownName('secret', id, [...known.keys()]))
      continue
    }
    const said = given.get(id)
    const old = [...(existing.get(secret.name) ?? [])].filter(([key]) => secret.folder || key === secret.key)
    // A value that is new there is a rotation already.
    if (said && old.every(([, value]) => said.values.includes(value)))
      report.push(valueFromSettings(said.at, id))
  }
}

function warningsOf({ missing, unused }: SecretsPlan, { shown }: SecretsPlace): readonly Diagnostic[] {
  return [
    ...missing.map((it) => missingValue(idOf(it), it.owner, it.declaration.description)),
    ...(unused.length > 0 ? [unusedValues(shown, unused)] : []),
  ]
}

function write(
  { path, shown }: SecretsPlace,
  text: string,
  source: unknown,
  before: () => void,
): readonly Diagnostic[] {
  try {
    before()
    const secure = source !== undefined && (statSync(path).mode & 0o777) === 0o600
    if (text !== source || !secure) writeAtomically(path, text, 0o600)
    return []
  } catch (error) {
    const code = errorCode(error)
    if (code === undefined) throw error
    return [notWritten(shown, code)]
  }
}

/** Names under which the services that read a secret are reached. */
function hostsOf(
  { name }: DeclaredSecret,
  { placement: { environment }, deployment: { services } }: AskedEnvironment,
): readonly string[] {
  const domain = textAt(valueAt(environment.sections, 'kubernetes'), 'cluster_domain') ?? 'cluster.local'
  return services
    .filter((it) => name === `service-${it.name}` || name === `component-${it.component}`)
    .map((it) => `${it.name}.${environment.name}.svc`)
    .flatMap((it) => [`${it}.${domain}`, it, it.replace(/\..*/, '')])
}
