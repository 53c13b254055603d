import { allObjects, type Objects } from '../all-objects.ts'
import type { Cluster } from '../cluster.ts'
import { expectSuccess } from '../cluster.ts'
import type { Helm } from '../../tools/helm.ts'

/**
 * Uninstalls a release; what is wrong with what is left. By docs/charts.md that is all Secrets and all claims; Helm itself
 * tells of the claims that it would have deleted otherwise.
 */
export async function wronglyKept(cluster: Cluster, helm: Helm, name: string): Promise<readonly string[]> {
  const before = await allObjects(cluster, name)
  const kept = Object.keys(before).filter((it) => /^(Secret|PersistentVolumeClaim)\//.test(it))
  const told = kept.filter((it) => JSON.stringify(before[it]).includes('"helm.sh/resource-policy":"keep"'))
  const { stdout, stderr } = await expectSuccess(cluster.helm(helm, 'uninstall', name, '--namespace', name))
  const silent = told.filter((it) => !`${stdout}${stderr}`.includes(it.slice(it.indexOf('/') + 1)))
  await cluster.until(`${name} has no pods`, async () => (await cluster.pods(name)).length === 0)
  let left: Objects = {}
  const isDone = async (): Promise<boolean> => {
    left = await allObjects(cluster, name)
    return Object.keys(left).every((it) => kept.includes(it))
  }
  await cluster.until(`what Helm made in ${name} is gone`, isDone, 60).catch(() => undefined)
  const names = Object.keys(left)
  return [
    ...(kept.some((it) => it.startsWith('PersistentVolumeClaim/')) ? [] : [`${name} has no claims`]),
    ...names.filter((it) => !kept.includes(it)).map((it) => `${it} is left`),
    ...kept.filter((it) => !names.includes(it)).map((it) => `${it} is gone`),
    ...silent.map((it) => `Helm does not say that ${it} is kept`),
  ]
}
