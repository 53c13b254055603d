import { byteLength } from '../lib/byte-length.ts'
import type { Report } from '../diagnostic.ts'
import type { YamlMap } from '../lib/yaml-piece.ts'
import type { DeployedService } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { configMapLimit } from './file-store.ts'
import { server } from './labels.ts'
import type { Manifest } from './manifest.ts'
import { plainYaml } from './plain-yaml.ts'
import { largeFile, longName, nameTaken, reservedJobName } from './problems.ts'

/** Which service has an object of a kind and name, over all charts of an environment. */
export type Owners = Map<string, DeployedService>

/** Reports what Kubernetes would refuse of a chart's objects, alone or beside those of other charts. */
export function checkObjects(
  context: Context,
  manifests: readonly Manifest[],
  owners: Owners,
  report: Report,
): void {
  const { service, store } = context
  for (const job of service.jobs) if (job.name === server) report.push(reservedJobName(job))
  if (service.kind === 'StatefulSet' && service.name.length > longest) report.push(longName(service, longest))
  for (const { key, content } of store.files) {
    const bytes = byteLength(content)
    if (bytes > configMapLimit) report.push(largeFile(service, key, bytes))
  }
  for (const { object } of manifests) checkName(service, object, owners, report)
}

/** What a label leaves beside a hyphen and a hash of ten characters. */
const longest = 52

function checkName(
  service: DeployedService,
  object: Manifest['object'],
  owners: Owners,
  report: Report,
): void {
  const kind = object['kind'] as string
  const { name } = plainYaml({ name: (object['metadata'] as YamlMap)['name'] }) as { name: string }
  const owner = owners.get(`${kind}/${name}`)
  if (owner && owner !== service) report.push(nameTaken(kind, name, service, owner))
  owners.set(`${kind}/${name}`, owner ?? service)
}
