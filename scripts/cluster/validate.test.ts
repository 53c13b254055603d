import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { helms, type Helm } from '../tools/helm.ts'
import { allObjects } from './all-objects.ts'
import { refusedFields, wrongLevels } from './checks/manifests.ts'
import { expectSuccess } from './cluster.ts'
import { differences } from './differences.ts'
import { manifestsOf } from './manifests-of.ts'
import { onCluster } from './on-cluster.ts'
import { wholeProject } from './whole-project.ts'

/* What the API server says of the objects themselves; nothing of what is installed here starts. */

const test = suite('validate')
const { project, environments, lines } = wholeProject()
const names = environments.map((it) => it.name)

for (const helm of helms())
  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: () => project.nodes().slice(0, 1),
    before: async (cluster) => {
      cluster.kubelet.decide(() => 'hold')
      for (const name of names)
        for (const line of lines.get(name) ?? [])
          if (!line.startsWith('helm ') && !line.includes('oskc labels'))
            await cluster.shell(helm, project.folder, line)
    },
    tests: {
      'every field of every object is one that Kubernetes knows, and none is deprecated': async (cluster) => {
        for (const name of names) {
          assert.equal(await refusedFields(cluster, await manifests(helm, name)), [])
        }
      },
      'applied by kubectl, they are what Helm installs': async (cluster) => {
        const compare = async (name: string): Promise<void> => {
          await expectSuccess(cluster.kubectl(['apply', '-f', '-'], await manifests(helm, name)))
          const applied = await allObjects(cluster, name)
          await expectSuccess(
            cluster.kubectl(['delete', '--wait=false', '-f', '-'], await manifests(helm, name)),
          )
          await cluster.until(
            `${name} is empty`,
            async () => !Object.keys(await allObjects(cluster, name)).some(notOurs),
          )
          await expectSuccess(
            cluster.helm(helm, 'install', name, `${project.charts}/${name}`, '--namespace', name),
          )
          assert.equal(differences(await allObjects(cluster, name), applied), [])
        }
        await Promise.all(names.map(compare))
      },
      'somebody else can apply the same beside Helm': async (cluster) => {
        for (const name of names) {
          const args = ['apply', '--server-side', '--field-manager=somebody', '-f', '-']
          await expectSuccess(cluster.kubectl(args, await manifests(helm, name)))
        }
      },
      'a stricter Pod Security level refuses exactly those pods that say why they need more': async (
        cluster,
      ) => {
        for (const name of names) {
          assert.equal(await wrongLevels(cluster, name, await manifests(helm, name)), [])
        }
      },
    },
  })

function manifests(helm: Helm, name: string): Promise<string> {
  return manifestsOf(helm, name, `${project.charts}/${name}`)
}

/** Secrets come before the charts, and claims of StatefulSets stay after them. */
function notOurs(name: string): boolean {
  return !/^(Secret|PersistentVolumeClaim)\//.test(name)
}

test.run()
