import { textOf, valueAt } from '../lib/node.ts'
import type { LinkedPort } from '../model/linked.ts'
import type { Place } from '../model/node.ts'
import type { Context, Frame } from './context.ts'
import { hidesPorts } from './hidden.ts'
import { noExternalAddress } from './pod-problems.ts'
import { unknownPort } from './problems.ts'

/** Which address is asked for. */
export interface AddressRequest {
  readonly port: string | undefined
  readonly external: boolean
  readonly scheme: boolean
}

/** DNS name of an instance inside the cluster. */
export function hostOf(
  name: string,
  { namespace, clusterDomain }: Pick<Context, 'namespace' | 'clusterDomain'>,
): string {
  return `${name}.${namespace}.svc.${clusterDomain}`
}

/** The address of an instance, as others write it into their files; undefined when it was reported. */
export function addressOf(
  frame: Frame,
  { port: name, external, scheme }: AddressRequest,
  at: Place,
  context: Context,
): string | undefined {
  const port = name === undefined ? undefined : frame.ports.find((it) => it.name === name)
  if (name !== undefined && !port) {
    if (hidesPorts(frame.body)) return undefined
    context.report.push(
      unknownPort(
        at,
        frame.instance.name,
        name,
        frame.ports.map((it) => it.name),
      ),
    )
    return undefined
  }
  const { ingress } = context
  if (external && port?.ingress && ingress.enabled) {
    const host = `${port.ingress}.${ingress.domain}`
    if (!scheme) return `${host}:${ingress.port}`
    // Clients leave out the port that goes without saying, also from the names that they check.
    return `https://${host}${Number(ingress.port) === 443 ? '' : `:${ingress.port}`}`
  }
  const prefix = scheme ? 'http://' : ''
  if (external && port?.node !== undefined) {
    const outside = externalAddress(frame, port, context)
    return outside === undefined ? undefined : `${prefix}${bracketed(outside)}:${port.node}`
  }
  return `${prefix}${hostOf(frame.instance.name, context)}${port ? `:${port.cont}` : ''}`
}

/** An address as it stands before a port. */
function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}

function externalAddress(frame: Frame, port: LinkedPort, { placement, report }: Context): string | undefined {
  const setting = valueAt(frame.root, 'k8s_external_ip')
  const address = textOf(setting)
  // Where a file of the environment could not be read, the address may be in it.
  if (!address && setting?.kind !== 'poison' && !placement.environment.broken)
    report.push(noExternalAddress(port.nodeAt ?? port.at, frame.instance.name, port.name))
  return address || undefined
}
