/** One node of the cluster, reduced to what placing and addressing need. */
export interface InventoryNode {
  readonly name: string
  /** Value of the node's `kubernetes.io/hostname` label; may differ from its name. */
  readonly hostname: string
  /** Internal IP addresses. */
  readonly addresses: readonly string[]
  /** Lasting taints only; `node.kubernetes.io/*` conditions are dropped when the inventory is read. */
  readonly taints: readonly Taint[]
}

export interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
}
