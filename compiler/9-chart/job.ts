import type { Context } from './context.ts'
import { metadata } from './labels.ts'
import type { Manifest } from './manifest.ts'
import type { YamlMap } from '../lib/yaml-piece.ts'

/** The jobs of a service. They are ordinary objects, neither hooks nor removed after a time, so that others can wait for them. */
export function jobs(context: Context): readonly Manifest[] {
  return context.service.jobs.map((job) => ({
    file: `job-${job.name}.yaml`,
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        ...metadata(context, '', { component: job.name }),
        name: context.jobName(job.name),
      } as YamlMap,
      spec: context.jobSpec(job),
    },
  }))
}
