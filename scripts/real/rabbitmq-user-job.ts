import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeployedEnvironment } from '../../compiler/model/deployment.ts'
import { run, type Result } from './program.ts'
import { objectsOf } from './rabbitmq-cluster.ts'
import type { Lab } from './rabbitmq-lab.ts'
import type { Login } from './rabbitmq-session.ts'

interface Job {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [Container] } } }
}

interface Container {
  readonly command: readonly string[]
  readonly env: readonly { readonly name: string; readonly value: string }[]
}

/** Runs the job that makes the user of a need, with this machine's Python; only the places of its files differ. */
export async function makeUser(
  lab: Lab,
  environment: DeployedEnvironment,
  { user, password }: Login,
  adminPassword: string,
): Promise<Result> {
  const { objects, configMaps } = objectsOf(environment, user)
  const job = objects.get('job-notifications-user.yaml') as Job
  const [container] = job.spec.template.spec.containers
  const folder = mkdtempSync(join(lab.folder, 'job-'))
  const files = {
    '/oskc/scripts/rabbit-user.py': configMaps.get(`${user}-files`)!['rabbit-user.py']!,
    '/run/secrets/user/password': `${password}\n`,
    '/run/secrets/admin/admin-password': adminPassword,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const here = (it: string) => (it in files ? join(folder, it) : it)
  const [program, ...args] = container.command.map(here)
  const env = Object.fromEntries(container.env.map((it) => [it.name, here(it.value)]))
  return run(program!, args, { ...env, RABBIT_WAIT: '60', LANG: 'C.UTF-8' }, 120)
}
