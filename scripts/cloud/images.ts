import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { builtTools } from '../tools/built.ts'
import type { Mount } from './container.ts'

/** What stands for a container image on this machine: its programs come from packages of Debian and of Python. */
export interface Image {
  /** Its root file system where it is not this machine's. */
  readonly root?: string
  /** Name of the user that the image runs as. */
  readonly account: string
  /** Where its programs are looked for. */
  readonly path: string
  readonly mounts: readonly Mount[]
  /** Folders that it has, its user's own. */
  readonly directories: readonly string[]
  /** Folders of this machine that its programs lie below. */
  readonly reachable: readonly string[]
}

const system = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const scripts = join(import.meta.dirname, 'images')
const rabbitRoot = join(import.meta.dirname, '../real/rabbitmq-root.sh')

/** Stands for the image of a reference such as `quay.io/airshipit/nova:2026.1-ubuntu_noble`. */
export function imageOf(reference: string, release: string): Image {
  const name = /([^/:@]+)(?::[^/]*)?$/.exec(reference.replace(/@.*/, ''))?.[1] ?? reference
  const own = debian.get(name)
  if (own) return own
  if (name === 'etcd') return withEtcd()
  if (name === 'rabbitmq') return withRabbit()
  const image = python(name, release)
  return name === 'horizon' ? withApache(image) : name === 'nova' ? withConsole(image) : image
}

/** A RabbitMQ of the series that the image has, from a later Debian. */
function withRabbit(): Image {
  const { status, stdout, stderr } = spawnSync('bash', [rabbitRoot], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`No RabbitMQ could be unpacked: ${stderr}`)
  return {
    root: join(stdout.trim(), 'root'),
    account: 'rabbitmq',
    path: `/usr/lib/rabbitmq/bin:${system}`,
    mounts: [],
    directories: ['/etc/rabbitmq', '/var/lib/rabbitmq'],
    reachable: [],
  }
}

/** The etcd that is built for the tests with Kubernetes. */
function withEtcd(): Image {
  const folder = builtTools(['etcd'])
  if (!folder) throw new Error('There is no Go to build etcd.')
  return {
    account: 'nobody',
    path: `/usr/local/bin:${system}`,
    mounts: [{ source: join(folder, 'etcd'), target: '/usr/local/bin/etcd', writable: false }],
    directories: ['/var/lib/etcd'],
    reachable: [],
  }
}

/** The pages of the console are in no package of Python. */
function withConsole(image: Image): Image {
  const pages = { source: join(scripts, 'nova'), target: '/usr/share/novnc', writable: false }
  return { ...image, mounts: [...image.mounts, pages] }
}

/** Debian's Apache brings Debian's Python, which must find its own library beside the project's; programs then use it as well. */
function withApache(image: Image): Image {
  const home = '/var/lib/openstack'
  const mounts = [
    { source: join(scripts, 'apache-pyvenv.cfg'), target: `${home}/pyvenv.cfg`, writable: false },
    { source: '/usr/bin/python3', target: `${home}/bin/python3`, writable: false },
  ]
  return { ...image, mounts: [...image.mounts, ...mounts] }
}

const debian: ReadonlyMap<string, Image> = new Map([
  [
    'mariadb',
    standIn(
      'mysql',
      ['docker-entrypoint.sh', 'healthcheck.sh'],
      ['/run/mysqld', '/etc/mysql', '/var/lib/mysql'],
    ),
  ],
  ['memcached', standIn('nobody', [], [])],
  ['openvswitch', standIn('openvswitch', ['modprobe'], ['/etc/openvswitch'])],
  ['ovn', standIn('ovn', [], ['/etc/ovn', '/var/lib/ovn'])],
])

/** Programs of Debian; the image's own scripts are replaced by ones that do the same. */
function standIn(account: string, own: readonly string[], directories: readonly string[]): Image {
  return {
    account,
    path: system,
    directories,
    reachable: [],
    mounts: own.map((it) => ({
      source: join(scripts, account, it),
      target: `/usr/local/bin/${it}`,
      writable: false,
    })),
  }
}

/** A project's programs and libraries in /var/lib/openstack, as the images of openstack-helm have them. */
function python(project: string, environment: string): Image {
  const interpreter = realpathSync(join(environment, 'bin/python'))
  return {
    account: project,
    path: `/var/lib/openstack/bin:${system}`,
    mounts: [{ source: environment, target: '/var/lib/openstack', writable: false }],
    directories: [`/etc/${project}`, `/var/lib/${project}`, `/var/log/${project}`, `/var/cache/${project}`],
    reachable: [...new Set([environment, interpreter].flatMap(foldersAbove))],
  }
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path)
  return above === '/' ? [] : [...foldersAbove(above), above]
}
