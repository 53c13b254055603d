import { BlockList, isIPv6 } from 'node:net'
import { selects } from '../control/label-selector.ts'
import type { IngressRule, NetworkPolicy, PolicyPeer, PolicyPort } from '../control/network-objects.ts'
import type { StringMap } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'

/*
 * What NetworkPolicies mean, by the documentation of their API; nothing in a simulated cluster enforces them. A pod on
 * the host network is not bound by them, and as a client it is known by the address of its node alone.
 */

/** Somebody who opens a connection. */
export interface Source {
  /** Unset for somebody outside the cluster. */
  readonly pod?: Pod
  readonly address: string
}

/** A port of a container, and what speaks there. */
export interface Target {
  readonly pod: Pod
  readonly port: number
  readonly protocol: string
}

/** All that decides who may reach whom. */
export interface Policies {
  /** By namespace. */
  readonly policies: ReadonlyMap<string, readonly NetworkPolicy[]>
  /** The labels of each namespace. */
  readonly namespaces: ReadonlyMap<string, StringMap>
}

/** The client that a pod is. */
export function sourceOf(pod: Pod): Source {
  return { pod, address: pod.status?.podIP ?? '' }
}

/** Whether a connection would get through. */
export function admits(all: Policies, source: Source, target: Target): boolean {
  if (target.pod.spec.hostNetwork) return true
  const { namespace = '', labels } = target.pod.metadata
  const binding = (all.policies.get(namespace) ?? []).filter(
    ({ spec }) =>
      selects(spec.podSelector ?? {}, labels) && (spec.policyTypes ?? ['Ingress']).includes('Ingress'),
  )
  const rules = binding.flatMap((it) => it.spec.ingress ?? [])
  return binding.length === 0 || rules.some((it) => allows(all, it, namespace, source, target))
}

function allows(
  all: Policies,
  { from = [], ports = [] }: IngressRule,
  namespace: string,
  source: Source,
  target: Target,
): boolean {
  return (
    (from.length === 0 || from.some((it) => isFrom(all, it, namespace, source))) &&
    (ports.length === 0 || ports.some((it) => isAt(it, target)))
  )
}

function isFrom(
  { namespaces }: Policies,
  peer: PolicyPeer,
  namespace: string,
  { pod, address }: Source,
): boolean {
  const { podSelector, namespaceSelector, ipBlock } = peer
  if (ipBlock) return isIn(ipBlock.cidr, address) && !ipBlock.except?.some((it) => isIn(it, address))
  if (!pod || pod.spec.hostNetwork) return false
  const own = pod.metadata.namespace ?? ''
  const there = namespaceSelector ? selects(namespaceSelector, namespaces.get(own)) : own === namespace
  return there && selects(podSelector ?? {}, pod.metadata.labels)
}

function isAt({ port, endPort, protocol = 'TCP' }: PolicyPort, target: Target): boolean {
  if (protocol !== target.protocol) return false
  if (port === undefined) return true
  if (typeof port === 'number') return target.port >= port && target.port <= (endPort ?? port)
  return target.pod.spec.containers.some(({ ports = [] }) =>
    ports.some((it) => it.name === port && it.containerPort === target.port),
  )
}

function isIn(cidr: string, address: string): boolean {
  const [network = '', prefix = ''] = cidr.split('/')
  const family = (it: string): 'ipv4' | 'ipv6' => (isIPv6(it) ? 'ipv6' : 'ipv4')
  if (family(network) !== family(address)) return false
  const block = new BlockList()
  block.addSubnet(network, Number(prefix), family(network))
  return block.check(address, family(address))
}
