import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtTools } from '../../tools/built.ts'
import { connect, type Api } from './api.ts'
import { freePorts } from './free-ports.ts'
import type { Keeper } from './keeper.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { eventually } from './eventually.ts'

/** A control plane without nodes. */
export interface ControlPlane {
  readonly api: Api
  /** A file for kubectl and Helm, with all rights. */
  readonly kubeconfig: string
  /** The folder of the programs. */
  readonly programs: string
}

const programs = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok', 'kubectl']
const loopback = '127.0.0.1'
const stages = fileURLToPath(new URL('kwok-stages.yaml', import.meta.url))

/** Why there can be no cluster here. */
export const noControlPlane = 'there is no Go to build Kubernetes with'

/** The folder of all programs that a cluster needs, built when they are not there; undefined where they cannot be. */
export function clusterPrograms(): string | undefined {
  const folder = builtTools([...programs, 'kwok-stages'])
  if (folder === undefined && process.env['CI']) throw new Error(`No cluster: ${noControlPlane}.`)
  return folder
}

/** Starts etcd, the API server, the controllers, the scheduler, and kwok in place of the kubelets. */
export async function startControlPlane(bin: string, keeper: Keeper): Promise<ControlPlane> {
  const { folder } = keeper
  const [etcd = 0, peer = 0, port = 0, kubelet = 0] = await freePorts(4)
  const file = (name: string): string => join(folder, name)
  const start = (name: string, args: readonly string[]): void =>
    keeper.start(name, [join(bin, name), ...args])
  const token = randomBytes(16).toString('hex')

  start('etcd', [
    `--data-dir=${file('etcd')}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
    ...urls('client', etcd, ['listen', 'advertise']),
    ...urls('peer', peer, ['listen', 'initial-advertise']),
    `--initial-cluster=default=http://${loopback}:${peer}`,
  ])
  writeKeys(folder, token)
  start('kube-apiserver', [
    `--etcd-servers=http://${loopback}:${etcd}`,
    `--bind-address=${loopback}`,
    `--secure-port=${port}`,
    // The address must not be that of loopback; nobody goes there.
    '--advertise-address=192.0.2.1',
    '--endpoint-reconciler-type=none',
    `--cert-dir=${file('certificates')}`,
    `--token-auth-file=${file('tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://cluster.test',
    `--service-account-key-file=${file('accounts.key')}`,
    `--service-account-signing-key-file=${file('accounts.key')}`,
    '--enable-priority-and-fairness=false',
    '--max-requests-inflight=0',
    '--max-mutating-requests-inflight=0',
    '--profiling=false',
  ])
  const ca = await certificate(file('certificates/apiserver.crt'), keeper)
  const api = connect({ port, ca }, token)
  await eventually('the API server is ready', () => isReady(api, keeper), 120)

  const kubeconfig = file('kubeconfig')
  writeFileSync(kubeconfig, kubeconfigOf({ port, ca }, token), { mode: 0o600 })
  const client = [`--kubeconfig=${kubeconfig}`]
  const leader = ['--secure-port=0', '--leader-elect=false', '--profiling=false']
  const unhurried = ['--kube-api-qps=1000', '--kube-api-burst=2000']
  start('kube-controller-manager', [
    ...[...client, ...leader, ...unhurried],
    `--service-account-private-key-file=${file('accounts.key')}`,
    `--root-ca-file=${file('certificates/apiserver.crt')}`,
    '--controllers=*,-kube-apiserver-serving-clustertrustbundle-publisher-controller',
  ])
  start('kube-scheduler', [...client, ...leader, ...unhurried])
  start('kwok', [
    ...client,
    ...['node/fast/node-initialize', 'node/heartbeat-with-lease/node-heartbeat-with-lease'].map(
      (it) => `--config=${join(bin, 'kwok-stages', `${it}.yaml`)}`,
    ),
    `--config=${stages}`,
    '--manage-all-nodes=true',
    '--cidr=10.244.0.0/16',
    '--node-lease-duration-seconds=40',
    `--node-ip=${loopback}`,
    `--node-port=${kubelet}`,
    `--server-address=${loopback}:${kubelet}`,
  ])
  return { api, kubeconfig, programs: bin }
}

/** etcd's flags for one of its ports. */
function urls(kind: string, port: number, roles: readonly string[]): readonly string[] {
  return roles.map((it) => `--${it}-${kind}-urls=http://${loopback}:${port}`)
}

function writeKeys(folder: string, token: string): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // The API server reads no public key out of a file in the form PKCS #8.
  const key = privateKey.export({ type: 'sec1', format: 'pem' })
  writeFileSync(join(folder, 'accounts.key'), key, { mode: 0o600 })
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 })
  mkdirSync(join(folder, 'certificates'))
}

/** The certificate that the API server makes for itself. */
async function certificate(path: string, keeper: Keeper): Promise<string> {
  await eventually(
    'the API server has a certificate',
    () => {
      refuseDeath(keeper)
      return existsSync(path) && readFileSync(path, 'utf8').includes('END CERTIFICATE')
    },
    60,
  )
  return readFileSync(path, 'utf8')
}

async function isReady(api: Api, keeper: Keeper): Promise<boolean> {
  refuseDeath(keeper)
  return api.ask('GET', '/readyz').then(
    ({ status }) => status === 200,
    () => false,
  )
}

function refuseDeath(keeper: Keeper): void {
  for (const name of keeper.ended()) throw new Error(`${name} has ended:\n${keeper.logOf(name)}`)
}
