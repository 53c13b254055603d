import type { Joined } from '../lib/yaml-piece.ts'
import type { DeployedEnvironment, DeployedService } from '../model/deployment.ts'
import { storeFiles, type FileStore } from './file-store.ts'
import { jobNames } from './job-name.ts'
import { knobsOf, type Knobs } from './knobs.ts'

/** What every object of one chart is built from. */
export interface Context {
  readonly environment: DeployedEnvironment
  readonly service: DeployedService
  readonly knobs: Knobs
  readonly store: FileStore
  /** The name in the cluster of a job of this chart. */
  jobName(job: string): Joined
}

/** Gathers what the objects of a service's chart share. */
export function contextOf(environment: DeployedEnvironment, service: DeployedService): Context {
  const context: Context = {
    environment,
    service,
    knobs: knobsOf(environment, service),
    store: storeFiles(service),
    jobName: (job) => names(job),
  }
  const names = jobNames(context)
  return context
}
