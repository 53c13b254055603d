import * as assert from 'uvu/assert'
import { definitionsOf } from './checks/definitions.ts'
import { unavoidable } from './checks/expected-traffic.ts'
import { metNeeds } from './checks/met-needs.ts'
import { openBetween, published, readNetwork, wantedIn } from './checks/network.ts'
import type { Suite } from './on-cluster.ts'
import type { WholeProject } from './whole-project.ts'

/** Who may reach whom across environments, once all of them run: evaluated from the objects that the API server has. */
export function networkTests({
  environments,
  project,
}: Pick<WholeProject, 'environments' | 'project'>): Suite<void>['tests'] {
  const definitions = definitionsOf(project)
  const names = environments.map((it) => it.name)
  return {
    'nothing is open between environments, but for clients on the network of shared nodes': async (
      cluster,
    ) => {
      const network = await readNetwork(cluster, names)
      const wanted = new Map(
        environments.map(({ name, services }) => [
          name,
          [...wantedIn(network, name, cluster), ...metNeeds(network, name, services, definitions)],
        ]),
      )
      const services = new Map(environments.map((it) => [it.name, it.services]))
      const expected = unavoidable(network, wanted, services)
      assert.ok(expected.length > 0)
      assert.equal(openBetween(network), expected)
      assert.ok(names.some((it) => published(network, it).length > 0))
    },
  }
}
