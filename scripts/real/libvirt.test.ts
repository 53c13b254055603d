import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from '../../compiler/compile.ts'
import { readBuiltIn } from '../../compiler/edge/built-in.ts'
import { run, unusable } from './program.ts'
import { skipTest } from '../skip-test.ts'

/* The hypervisor of a node: a real libvirtd and a real server, with the files of the chart of nova-libvirt. */

const script = fileURLToPath(new URL('libvirt-node.sh', import.meta.url))
const reason = unusable('root', [
  'libvirtd',
  'virsh',
  'qemu-system-x86_64',
  'certtool',
  'unshare',
  'setpriv',
  'ip',
])

const server = `<domain type='qemu'><name>server</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>
<os><type arch='x86_64'>hvm</type></os>
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
<disk type='file'><driver name='qemu' type='raw'/><source file='/var/lib/libvirt/disk'/><target dev='vda' bus='virtio'/></disk>
</devices></domain>`

/** The files of the chart, as they are in a pod on a node whose interface has this address. */
function filesWith(settings: string): readonly (readonly [string, string])[] {
  const { charts } = compile(
    new Map([
      ...readBuiltIn(),
      ['nodes.yaml', '[node1]'],
      [
        'environments/one.yaml',
        `nodes: {node1: {roles: [all]}}\nroles: {all: [nova-libvirt]}\nconfigs: {ceph: {mon_host: 192.0.2.1}, nova: {${settings}}}\n`,
      ],
    ]),
  )
  const folder = 'one/charts/nova-libvirt/files/'
  const found = [...charts].filter(([path]) => path.startsWith(folder))
  return found.map(([path, text]) => [
    path.slice(folder.length),
    String(text)
      .replaceAll(/@oskc\{interface:[^}]*\}@/g, '192.0.2.21')
      .replaceAll(/@oskc\{secret:[^}]*\}@/g, 'c2VjcmV0'),
  ])
}

if (reason) {
  skipTest('libvirt', reason)
} else {
  const folders: string[] = []

  /** What is seen on a node with these settings. Limits of processes are for nodes, not for where tests run. */
  const see = async (what: string, settings: string, certificates = false): Promise<readonly string[]> => {
    const folder = mkdtempSync(join(tmpdir(), 'libvirt-'))
    folders.push(folder)
    mkdirSync(join(folder, 'files'))
    const limits = 'qemu: {max_files: 1024, max_processes: 1024}'
    for (const [name, text] of filesWith(`${limits}, ${settings}`))
      writeFileSync(join(folder, 'files', name), text)
    writeFileSync(join(folder, 'server.xml'), server)
    if (certificates) makeCertificates(join(folder, 'tls'))
    const { out } = await run(
      'unshare',
      ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'bash', script, folder, what],
      {
        PATH: process.env['PATH'] ?? '',
      },
    )
    return out.split('\n')
  }

  test('servers go on when the pod of their hypervisor ends, and another libvirtd is refused', async () => {
    assert.equal(await see('server', ''), [
      'group: /libvirt',
      'user: 42424',
      "libvirt-start: process /proc/N is a libvirt daemon already: two on one node ruin each other's servers",
      'after another start: running',
      'the same process',
    ])
  })

  const ceph = 'ceph: {enable: true}'
  const refused = (port: number, address = '192.0.2.21') =>
    `error: unable to connect to server at '${address}:${port}': Connection refused`
  const key = 'secret: c2VjcmV0'

  test('nobody is listened to where servers do not migrate; the key of Ceph is known', async () => {
    assert.equal(without(await see('migration', ceph)), [
      refused(16509),
      "error: Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory",
      "error: Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory",
      refused(16509, '127.0.0.1'),
      key,
    ])
  })

  test('tcp is listened to at the address of the interface alone', async () => {
    const told = without(await see('migration', `${ceph}, live_migration: {transport: tcp}`))
    assert.is(told[0], 'qemu+tcp://192.0.2.21/system')
    assert.equal(told.slice(3), [refused(16509, '127.0.0.1'), key])
  })

  test('tls lets those in who have the certificate', async () => {
    const told = without(await see('migration', `${ceph}, live_migration: {transport: tls}`, true))
    assert.equal(told.slice(0, 2), [refused(16509), 'qemu+tls://192.0.2.21/system'])
    assert.match(told[2]!, /^error: .*(certificate|authenticate|TLS)/i)
    assert.is(told.at(-1), key)
  })

  test('where systemd runs the node, it makes the control group', async () => {
    assert.equal(await see('systemd', ''), [
      'systemd-run --quiet --scope --slice=system.slice libvirtd --listen',
    ])
  })

  test('a node with old control groups is refused', async () => {
    assert.equal(await see('old_groups', ''), [
      'libvirt-start: this node has no control groups of version 2; servers would end with the pod',
      'exit 1',
    ])
  })

  test.after(() => {
    if (!process.env['KEEP']) for (const it of folders) rmSync(it, { recursive: true })
  })
}

/** The line that virsh puts before each reason says nothing. */
function without(lines: readonly string[]): readonly string[] {
  return lines.filter((it) => it !== 'error: failed to connect to the hypervisor')
}

/** What an operator gives: an authority, and one certificate for the addresses of all hypervisors. */
function makeCertificates(folder: string): void {
  mkdirSync(folder)
  const certtool = (...args: readonly string[]) =>
    execFileSync('certtool', args, { cwd: folder, stdio: 'ignore' })
  writeFileSync(join(folder, 'ca'), 'cn = authority\nca\ncert_signing_key\n')
  writeFileSync(
    join(folder, 'server'),
    'cn = hypervisors\nip_address = 192.0.2.21\ntls_www_server\ntls_www_client\nsigning_key\nencryption_key\n',
  )
  for (const it of ['ca-key', 'migration-key'])
    certtool('--generate-privkey', '--bits', '2048', '--outfile', it)
  certtool(
    '--generate-self-signed',
    '--load-privkey',
    'ca-key',
    '--template',
    'ca',
    '--outfile',
    'migration-ca',
  )
  certtool(
    ...['--generate-certificate', '--load-privkey', 'migration-key', '--load-ca-certificate', 'migration-ca'],
    ...['--load-ca-privkey', 'ca-key', '--template', 'server', '--outfile', 'migration-certificate'],
  )
}

test.run()
