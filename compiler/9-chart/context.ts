import type { Joined, YamlMap } from '../lib/yaml-piece.ts'
import type { DeployedEnvironment, DeployedService, Job, PlainMap } from '../model/deployment.ts'
import { storeFiles, type FileStore } from './file-store.ts'
import { jobNames } from './job-name.ts'
import { jobSpec } from './job-spec.ts'
import { knobsOf, type Knobs } from './knobs.ts'
import { valuesOf } from './values.ts'

/** What every object of one chart is built from. */
export interface Context {
  readonly environment: DeployedEnvironment
  readonly service: DeployedService
  readonly knobs: Knobs
  readonly store: FileStore
  /** The values of the chart without comments. */
  readonly values: PlainMap
  /** The name in the cluster of a job of this chart. */
  jobName(job: string): Joined
  /** What a job of this chart does. */
  jobSpec(job: Job): YamlMap
}

/** Gathers what the objects of a service's chart share. */
export function contextOf(environment: DeployedEnvironment, service: DeployedService): Context {
  const knobs = knobsOf(environment, service)
  const specs = new Map<Job, YamlMap>()
  const context: Context = {
    environment,
    service,
    knobs,
    store: storeFiles(service),
    values: valuesOf({ environment, service, knobs }),
    jobName: (job) => names(job),
    jobSpec: (job) => {
      const spec = specs.get(job) ?? jobSpec(context, job)
      specs.set(job, spec)
      return spec
    },
  }
  const names = jobNames(context)
  return context
}
