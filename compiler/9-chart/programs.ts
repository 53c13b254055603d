import type { DeployedService, Program } from '../model/deployment.ts'

/** Every program of a service: its containers with the commands before them, then its jobs. */
export function programsOf(service: DeployedService): readonly Program[] {
  return [...service.containers.flatMap((it) => [it, ...it.before]), ...service.jobs]
}
