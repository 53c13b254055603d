import { escapeTemplate } from '../lib/escape-template.ts'
import type { DeployedEnvironment, DeployedService } from '../model/deployment.ts'

/** What Helm prints after it has installed one service. */
export function serviceNotes({ name, namespace }: DeployedEnvironment, service: DeployedService): string {
  const selector = `app.kubernetes.io/instance=${name},app.kubernetes.io/name=${service.name}`
  return escapeTemplate(`${service.name} of the environment ${name} was installed.

${commands(namespace, selector)}`)
}

/** What Helm prints after it has installed an environment. */
export function bundleNotes({ name, namespace }: DeployedEnvironment): string {
  return escapeTemplate(`The environment ${name} was installed.

${commands(namespace, `app.kubernetes.io/instance=${name}`)}`)
}

function commands(namespace: string, selector: string): string {
  return `See what runs, and what a pod waits for:
  kubectl -n ${namespace} get jobs,pods -l ${selector}
  kubectl -n ${namespace} logs POD -c wait

A job that failed stays until it is deleted. See why it failed, delete it, and run the same helm command again:
  kubectl -n ${namespace} logs job/JOB --all-containers
  kubectl -n ${namespace} delete job JOB
`
}
