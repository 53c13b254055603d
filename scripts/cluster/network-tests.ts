import * as assert from 'uvu/assert'
import { definitionsOf } from './checks/definitions.ts'
import { unavoidable, wantedWithin } from './checks/expected-traffic.ts'
import {
  blocked,
  openBetween,
  openToAll,
  openWithin,
  published,
  readNetwork,
  wantedIn,
} from './checks/network.ts'
import type { Suite } from './on-cluster.ts'
import type { WholeProject } from './whole-project.ts'

/** Who may reach whom, once all environments run: evaluated from the objects that the API server has. */
export function networkTests({
  project,
  environments,
}: Pick<WholeProject, 'project' | 'environments'>): Suite<void>['tests'] {
  const names = environments.map((it) => it.name)
  const definitions = definitionsOf(project)
  return {
    'policies let through whatever pods were told to connect to': async (cluster) => {
      const network = await readNetwork(cluster, names)
      for (const name of names) {
        const wanted = wantedIn(network, name, cluster)
        assert.ok(wanted.length > 0)
        assert.equal(blocked(network, wanted), [])
      }
    },
    'and inside an environment nothing else': async (cluster) => {
      const network = await readNetwork(cluster, names)
      for (const { name, services } of environments) {
        const expected = wantedWithin(network, name, wantedIn(network, name, cluster), services, definitions)
        const open = openWithin(network, name)
        assert.equal(
          open.filter((it) => !expected.includes(it)),
          [],
        )
      }
    },
    'nor between environments, but for clients on the network of shared nodes': async (cluster) => {
      const network = await readNetwork(cluster, names)
      const wanted = new Map(names.map((it) => [it, wantedIn(network, it, cluster)]))
      const services = new Map(environments.map((it) => [it.name, it.services]))
      const expected = unavoidable(network, wanted, services)
      assert.ok(expected.length > 0)
      assert.equal(openBetween(network), expected)
    },
    'what is published is open to all, and nothing else is': async (cluster) => {
      const network = await readNetwork(cluster, names)
      assert.ok(names.some((it) => published(network, it).length > 0))
      for (const name of names) assert.equal(openToAll(network, name), published(network, name))
    },
  }
}
