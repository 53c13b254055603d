import { kubernetesName } from '../lib/kubernetes-name.ts'
import { sha256 } from '../lib/sha256.ts'
import { toYaml } from '../lib/to-yaml.ts'
import { expression, joined, type Joined, type YamlMap } from '../lib/yaml-piece.ts'
import { filesDigest, rotatedSecrets } from './checksum.ts'
import type { Context } from './context.ts'
import { plainYaml } from './plain-yaml.ts'

/**
 * Names the jobs of a chart: `<instance>-<job>-<hash of all that it does>`, since a Job cannot be changed. Values
 * that reach jobs append a hash of their own where they are not those of the chart.
 */
export function jobNames(context: Context): (job: string) => Joined {
  const names = new Map<string, Joined>()
  const nameOf = (name: string): Joined => {
    const known = names.get(name)
    if (known) return known
    const job = context.service.jobs.find((it) => it.name === name)
    if (!job) throw new Error(`${context.service.name} has no job called ${name}.`)
    const content: YamlMap = {
      files: filesDigest(job.files),
      secrets: rotatedSecrets(context, [job]),
      spec: context.jobSpec(job),
    }
    const hash = sha256(toYaml(plainYaml(content))).slice(0, 8)
    const stem = kubernetesName(`${context.service.name}-${name}`, 63 - 2 * '-01234567'.length)
    const named = joined(`${stem}-${hash}`, expression(`include "${overriddenName(context)}" .`, ''))
    names.set(name, named)
    return named
  }
  return nameOf
}

/** The named template that gives the second hash; named templates are shared by all charts of a bundle. */
export function overriddenName({ service }: Context): string {
  return `${service.name}.overridden`
}
