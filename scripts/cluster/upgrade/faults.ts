import type { Project } from '../project.ts'

/** A mistake in what a chart says of its own changes, put into charts that were compiled after a change. */
export interface SeededFault {
  /** What of the older charts it needs. */
  readonly remember: (project: Project, environment: string) => string
  readonly seed: (project: Project, environment: string, old: string) => void
  /** What has to be complained of. */
  readonly shows: string
}

const checksum = /checksum-files: .*/

/** A checksum that stays, one that changes without need, and a job that runs again without need. */
export const seededFaults: readonly SeededFault[] = [
  {
    remember: (project, environment) =>
      checksum.exec(project.read(template(environment, 'mariadb/templates/statefulset')))![0],
    seed: (project, environment, old) =>
      edit(project, template(environment, 'mariadb/templates/statefulset'), checksum, old),
    shows: 'mariadb still runs',
  },
  {
    remember: () => '',
    // As if the version of the chart stood in the pods.
    seed: (project, environment) =>
      edit(
        project,
        template(environment, 'memcached/templates/deployment'),
        /^( {8}app\.kubernetes\.io\/part-of: memcached\n)/m,
        '$1        app.kubernetes.io/version: "1"\n',
      ),
    shows: 'memcached was started anew',
  },
  {
    remember: () => '',
    seed: (project, environment) =>
      edit(
        project,
        template(environment, 'relay-agent/templates/job-rpc-user'),
        /^( {2}name: relay-agent-rpc-user-)/m,
        '$1again-',
      ),
    shows: 'relay-agent/rpc-user was started anew',
  },
]

function template(environment: string, name: string): string {
  return `charts/${environment}/charts/${name}.yaml`
}

function edit(project: Project, path: string, from: RegExp, to: string): void {
  const text = project.read(path)
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`The charts give no place for a fault: ${path}.`)
  project.write(path, changed)
}
