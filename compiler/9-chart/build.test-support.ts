import type {
  ConfigFile,
  Container,
  DeployedService,
  Image,
  Job,
  Program,
  Waits,
} from '../model/deployment.ts'
import type { InventoryNode } from '../model/inventory.ts'

/* Parts of a deployment for tests, each with what is usual and what the test says. */

export const noWaits: Waits = { services: [], ownJobs: [], otherJobs: [], local: [] }
const place = { file: 'environments/prod.yaml', start: 0, end: 1 }

export function node(name: string, address: string): InventoryNode {
  return { name, hostname: name, addresses: [address], taints: [] }
}

export const control = [node('ctl-1', '10.0.0.1'), node('ctl-2', '10.0.0.2')]
export const compute = [node('cmp-1', '10.0.1.1'), node('cmp-2', 'fd00::2')]

export function image(name: string, more: Partial<Image> = {}): Image {
  const repository = `airshipit/${name}`
  const identity = { user: 42424, group: 42424, shell: true, tools: [] }
  return { name, registry: 'quay.io', repository, tag: '2026.1-ubuntu_noble', ...identity, ...more }
}

export function program(imageName: string, command: readonly string[], more: Partial<Program> = {}): Program {
  return {
    image: image(imageName),
    command,
    env: [],
    files: [],
    volumes: [],
    secretVolumes: [],
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    security: { profile: 'restricted', privileged: false, readOnlyRootFilesystem: true, capabilities: [] },
    ...more,
  }
}

export function container(name: string, more: Partial<Container> = {}): Container {
  return { ...program('portal', ['run', name]), name, before: [], probes: {}, ...more }
}

export function job(name: string, more: Partial<Job> = {}): Job {
  const common = program('portal', ['portal-manage', name])
  return { ...common, name, at: place, waits: noWaits, backoffLimit: 6, hostNetwork: false, ...more }
}

export function file(key: string, content: string, more: Partial<ConfigFile> = {}): ConfigFile {
  return { key, path: `/etc/portal/${key}`, mode: 0o640, owner: 'program', content, variants: [], ...more }
}

export function service(name: string, more: Partial<DeployedService> = {}): DeployedService {
  return {
    name,
    service: name,
    component: name,
    description: `The service ${name}`,
    at: place,
    kind: 'Deployment',
    replicas: 2,
    nodes: control,
    members: false,
    headless: false,
    hostNetwork: false,
    hostPID: false,
    hostIPC: false,
    shareProcessNamespace: false,
    podManagement: 'Parallel',
    disruptive: false,
    update: {},
    terminationGracePeriod: 30,
    annotations: { pod: {}, service: {} },
    tolerations: [],
    ports: [],
    containers: [container(name)],
    jobs: [],
    waits: noWaits,
    clients: [],
    ...more,
  }
}
