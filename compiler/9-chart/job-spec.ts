import { tree, type YamlMap } from '../lib/yaml-piece.ts'
import type { Job } from '../model/deployment.ts'
import { programContainer, resourcesOf } from './container.ts'
import type { Context } from './context.ts'
import { podLabels } from './labels.ts'
import { nodePlacement } from './placement.ts'
import { podSpec } from './pod.ts'

/** What a job does; its name is a hash of this. */
export function jobSpec(context: Context, job: Job): YamlMap {
  const code = `.Values.jobs.${context.knobs.jobKey(job.name)}.resources`
  const container = programContainer(
    context,
    job,
    job.name,
    job.files,
    tree(code, resourcesOf(job.resources)),
  )
  const spec = podSpec(context, {
    containers: [{ ...job, before: [], probes: {} }],
    built: [container],
    waits: job.waits,
    hostNetwork: job.hostNetwork,
    placement: nodePlacement(context),
  })
  return {
    backoffLimit: job.backoffLimit,
    template: {
      metadata: { labels: podLabels(context, job.name) },
      // Pods that failed stay, with what they logged.
      spec: { ...spec, restartPolicy: 'Never' },
    },
  }
}
