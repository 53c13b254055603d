import { execFileSync } from 'node:child_process'

/** A network namespace on the laboratory's bridge: that of a pod, or of a node with all its pods on the host network. */
export interface Host {
  readonly name: string
  readonly address: string
  /** The program and arguments that run what follows them on this host. */
  readonly enter: readonly string[]
  /** As `ip netns` calls it. */
  readonly namespace: string
}

let made = 0

/** Makes a host whose interfaces are all on the bridge, some without an address; its address is that of the first. */
export function makeHost(
  name: string,
  interfaces: readonly string[] = ['eth0'],
  bare: readonly string[] = [],
): Host {
  const namespace = `h${++made}`
  const addresses = interfaces.map((_, index) => `10.77.${1 + index}.${made}`)
  ip('netns', 'add', namespace)
  ip('-n', namespace, 'link', 'set', 'lo', 'up')
  for (const [index, device] of [...interfaces, ...bare].entries()) {
    const outside = `v${made}-${index}`
    ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', device, 'netns', namespace)
    ip('link', 'set', outside, 'master', 'lab', 'up')
    ip('-n', namespace, 'link', 'set', device, 'up')
    if (addresses[index]) ip('-n', namespace, 'address', 'add', `${addresses[index]}/16`, 'dev', device)
  }
  return { name, namespace, address: addresses[0]!, enter: ['nsenter', `--net=/run/netns/${namespace}`] }
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
