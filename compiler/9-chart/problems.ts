import { problem } from '../diagnostic.ts'
import type { DeployedService, Job } from '../model/deployment.ts'

/**
 * A job has a name that is reserved.
 *
 * Why it matters: pods are told apart by a label that holds `server` for those of the service itself and the job's
 * name for those of a job. With the same name, a job's pods would get requests that are meant for the service.
 *
 * How to mend: give the job a name that says what it does.
 */
export const reservedJobName = problem('chart/reserved-job-name', (job: Job) => ({
  at: job.at,
  message: `A job cannot be called "${job.name}".`,
  hint: 'Choose a name that says what the job does.',
}))

/**
 * Two services of one environment need objects of the same kind and name.
 *
 * Why it matters: a namespace holds one object of a kind under a name. A service makes some whose names it derives
 * from its own, such as `<name>-peers`; installing both services fails, or one takes over what belongs to the other.
 *
 * How to mend: give one of the services another name.
 */
export const nameTaken = problem(
  'chart/name-taken',
  (kind: string, name: string, service: DeployedService, other: DeployedService) => ({
    at: service.at,
    message: `The services "${other.name}" and "${service.name}" both need a ${kind} called "${name}".`,
    related: [{ message: `"${other.name}" is asked for here.`, at: other.at }],
    hint: 'Give one of them another name under "services".',
  }),
)

/**
 * The name of a service whose pods are numbered is too long.
 *
 * Why it matters: Kubernetes labels each pod of a StatefulSet with the name and a hash of ten characters, and a label
 * holds 63: with a longer name no pod can be created.
 *
 * How to mend: choose a name of at most 52 characters.
 */
export const longName = problem('chart/name-too-long', (service: DeployedService, most: number) => ({
  at: service.at,
  message: `The name "${service.name}" has ${service.name.length} characters; this service can have ${most}.`,
  hint: 'Choose a shorter name under "services".',
}))

/**
 * A rendered file is larger than a ConfigMap can be.
 *
 * Why it matters: Kubernetes refuses objects of more than 1 MiB, so the chart could not be installed.
 *
 * How to mend: make the file smaller, or split it into files of their own.
 */
export const largeFile = problem(
  'chart/file-too-large',
  (service: DeployedService, key: string, bytes: number) => ({
    at: service.at,
    message: `The file "${key}" of "${service.name}" has ${bytes} bytes; a file can have at most 900 KiB.`,
    hint: 'Make it smaller, or split it.',
  }),
)
