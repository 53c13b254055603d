import type { Test } from 'uvu'
import { startCluster, type Cluster } from './cluster.ts'
import { clusterPrograms, noControlPlane } from './control/control-plane.ts'
import type { NodeEntry } from './control/nodes.ts'

/** What tests that share a cluster are. */
export interface Suite<T> {
  /** Before their names, such as `Helm 3: `. */
  readonly title?: string
  readonly nodes: () => readonly NodeEntry[]
  /** What is done once before the first of them; all fail where this fails. */
  readonly before?: (cluster: Cluster) => Promise<T>
  /** By what they show. */
  readonly tests: Readonly<Record<string, (cluster: Cluster, prepared: T) => Promise<void>>>
}

/**
 * Registers tests that share one cluster, which is started for the first of them and stopped after the last; where one
 * failed, its logs are kept. They are skipped where there can be no cluster.
 */
export function onCluster<T>(test: Test, { title = '', nodes, before, tests }: Suite<T>): void {
  let started: Promise<readonly [Cluster, T]> | undefined
  let cluster: Cluster | undefined
  let failed = false
  const start = async (): Promise<readonly [Cluster, T]> => {
    cluster = await timed(`${title}a cluster`, () => startCluster(nodes()))
    const prepared = await timed(`${title}what comes before`, async () => (await before?.(cluster!)) as T)
    return [cluster, prepared]
  }
  const end = async (): Promise<void> => {
    if (!cluster) return
    if (failed) console.log(`The logs are in ${cluster.folder}.`)
    await cluster.stop(failed ? 'keep' : 'discard')
  }
  const names = Object.keys(tests)
  for (const name of names)
    test(title + name, async () => {
      if (clusterPrograms() === undefined) return console.log(`\nskipped: ${title}${name}: ${noControlPlane}`)
      try {
        const [it, prepared] = await (started ??= start())
        await timed(title + name, () => tests[name]!(it, prepared))
      } catch (error) {
        failed = true
        throw error
      } finally {
        if (name === names.at(-1)) await end()
      }
    })
}

/** Prints how long something took, for people; no test asks for it. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await work()
  } finally {
    console.log(`took: ${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${what}`)
  }
}
