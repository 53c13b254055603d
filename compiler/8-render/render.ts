import { hasErrors, type Report } from '../diagnostic.ts'
import { asScalar, entriesOf, isTrue, numberAt, textAt, textOf, textsOf, valueAt } from '../lib/node.ts'
import { placeholdersOf } from '../lib/placeholder.ts'
import type {
  ConfigFile,
  Container,
  DeployedEnvironment,
  DeployedService,
  Image,
  Ingress,
  Job,
  StringMap,
} from '../model/deployment.ts'
import type {
  Linked,
  LinkedContainer,
  LinkedEnvironment,
  LinkedFile,
  LinkedJob,
  LinkedService,
} from '../model/linked.ts'
import type { Environment } from '../model/input.ts'
import type { Mapping, Node } from '../model/node.ts'
import { clientsOf } from './clients.ts'
import { knownOptions } from './known-options.ts'
import { withNodeCommands } from './node-commands.ts'
import { uncheckedRelease } from './option-problems.ts'
import { cannotConfigure, missingTool, noShellForNodes } from './problems.ts'
import { reportOverlooked } from './overlooked.ts'
import { renderFile } from './render-file.ts'
import type { FileReads, FileSettings } from './render-file.ts'
import { rotationsOf } from './rotations.ts'
import { reportUnreachableClients } from './unreachable-clients.ts'

/** Makes the text of every file of the environments that were asked for; what is left is to print charts. */
export function render(linked: Linked, report: Report): readonly DeployedEnvironment[] {
  const { only } = linked.request
  return linked.placements.flatMap((placement, index) => {
    if (only && !only.includes(placement.environment.name)) return []
    return [renderEnvironment(linked, index, linked.deployments[index]!, report)]
  })
}

function renderEnvironment(
  linked: Linked,
  index: number,
  deployment: LinkedEnvironment,
  report: Report,
): DeployedEnvironment {
  const { environment, nodes } = linked.placements[index]!
  const { options } = linked.request
  if (options && !options.of(environment.release))
    report.push(
      uncheckedRelease(environment.releaseAt ?? environment.at, environment.release, options.releases),
    )
  const { settings } = deployment
  const kubernetes = valueAt(environment.sections, 'kubernetes')
  const storage = valueAt(settings.root, 'storage')
  const storageClass = textOf(asScalar(valueAt(storage, 'class')))
  const reads = new Map<LinkedService, FileReads>()
  const rendered = deployment.services.flatMap((service) => {
    const own: FileReads = { here: new Set(), everywhere: new Set() }
    reads.set(service, own)
    const made = renderService(service, own, linked, deployment, environment, report)
    return service.sound ? [made] : []
  })
  reportOverlooked(reads, settings.groups, report)
  const clients = clientsOf(deployment.services)
  const deployed: DeployedEnvironment = {
    name: environment.name,
    namespace: environment.name,
    release: environment.release,
    clusterDomain: textAt(kubernetes, 'cluster_domain') ?? 'cluster.local',
    imagePullPolicy: (textAt(kubernetes, 'image_pull_policy') ??
      'IfNotPresent') as DeployedEnvironment['imagePullPolicy'],
    placement: environment.placement,
    hostClients: textAt(kubernetes, 'host_clients') === 'any' ? 'any' : 'nodes',
    hostSourceCidrs: textsOf(valueAt(kubernetes, 'host_source_cidrs')),
    ingress: readIngress(valueAt(settings.root, 'ingress')),
    storage: {
      provider: textAt(storage, 'provider') === 'host' ? 'host' : 'claim',
      ...(storageClass ? { class: storageClass } : {}),
    },
    maintainers: linked.project.maintainers,
    nodes: nodes
      .filter((it) => deployment.services.some((service) => service.nodes.includes(it.node)))
      .map((it) => it.node),
    wait: deployment.wait,
    configureScript: linked.catalogue.configureScript,
    rotations: rotationsOf(environment.file, linked),
    services: rendered.map((it) => ({ ...it, clients: clients.get(it.name) ?? [] })),
  }
  reportUnreachableClients(deployed, environment.at, report)
  return deployed
}

function renderService(
  service: LinkedService,
  reads: FileReads,
  linked: Linked,
  { settings, secrets }: LinkedEnvironment,
  environment: Environment,
  report: Report,
): Omit<DeployedService, 'clients'> {
  const component = linked.catalogue.components.get(service.component)
  const { release } = environment
  const fileSettings: FileSettings = {
    service,
    release,
    optionKeys: [...new Set([service.component, ...(component?.shapes.keys() ?? [])])],
    groups: settings.groups,
    secrets,
    ...knownOptions(service, linked.request.options, release, linked.project.furtherOptions),
    reads,
    report,
  }
  // A file that several containers read is rendered once.
  const done = new Map<LinkedFile, ConfigFile | undefined>()
  const files = (list: readonly LinkedFile[], image: Image): readonly ConfigFile[] =>
    list.flatMap((file) => {
      if (!done.has(file)) done.set(file, renderFile(file, fileSettings))
      const rendered = done.get(file)
      if (rendered) checkImage(file, rendered, image, report)
      else if (!hasErrors(report))
        throw new Error(`There is no text of ${file.key}, and nothing was reported.`)
      return rendered ? [rendered] : []
    })
  const container = (it: LinkedContainer): Container => ({
    ...it,
    files: files(it.files, it.image),
    before: it.before.map((before) => ({ ...before, files: files(before.files, it.image) })),
  })
  const nodeCommand = (it: Container): Container => {
    const found = withNodeCommands(it, service, settings.groups)
    if (found !== it && !it.image.shell) report.push(noShellForNodes(service.at, service.name, it.image.name))
    return found
  }
  const job = (it: LinkedJob): Job => ({ ...it, files: files(it.files, it.image) })
  return {
    ...service,
    containers: service.containers.map((it) => nodeCommand(container(it))),
    jobs: service.jobs.map(job),
  }
}

/** What fills a file in when the pod starts must be in the image. */
function checkImage(file: LinkedFile, { content, variants }: ConfigFile, image: Image, report: Report): void {
  const placeholders = [content, ...variants.map((it) => it.content)].flatMap(placeholdersOf)
  if (placeholders.length > 0 && !image.shell)
    report.push(cannotConfigure(file.at, file.key, image.name, 'holds facts known only when the pod starts'))
  else if (variants.length > 0 && !image.shell)
    report.push(cannotConfigure(file.at, file.key, image.name, 'differs between nodes'))
  else if (placeholders.some((it) => it.kind === 'interface') && !image.tools.includes('ip'))
    report.push(missingTool(file.at, file.key, image.name, 'ip'))
}

function readIngress(node: Node | Mapping | undefined): Ingress {
  const annotations: StringMap = Object.fromEntries(
    entriesOf(valueAt(node, 'annotations')).map(([key, it]) => [key, textOf(it.value) ?? '']),
  )
  const ingressClass = textOf(asScalar(valueAt(node, 'class')))
  const tlsSecret = textOf(asScalar(valueAt(node, 'tls_secret')))
  return {
    enabled: isTrue(node, 'enabled'),
    domain: textAt(node, 'domain') ?? 'external',
    port: numberAt(node, 'port') ?? 8443,
    ...(ingressClass ? { class: ingressClass } : {}),
    ...(tlsSecret ? { tlsSecret } : {}),
    annotations,
  }
}
