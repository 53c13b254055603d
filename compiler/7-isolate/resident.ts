import type { LinkedEnvironment, LinkedService } from '../model/linked.ts'
import type { Place } from '../model/node.ts'
import type { Side } from './problems.ts'

/** A service of one of the environments that share the nodes. */
export interface Resident {
  readonly service: LinkedService
  readonly deployment: LinkedEnvironment
  readonly environment: string
}

/** A resident as one side of a clash, and what of it is to blame. */
export function side({ service, environment }: Resident, at: Place = service.at): Side {
  return { environment, service: service.name, at, placed: service.at }
}
