import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DeployedEnvironment } from '../../compiler/model/deployment.ts'
import { openLab, type Lab } from './lab.ts'
import { eventually } from './program.ts'

/** OVN beside a lab: its databases and what stands between them, each in a pod of its own as in its chart. */
export interface OvnLab {
  /** Starts a service of the environment and waits until it is ready. */
  readonly start: (service: string, pod?: string) => Promise<void>
  /** What `ovn-nbctl` prints. */
  readonly northbound: (...command: readonly string[]) => Promise<string>
  /** What `ovn-sbctl` prints. */
  readonly southbound: (...command: readonly string[]) => Promise<string>
  readonly close: () => void
}

/** Nothing of it runs until it is started. */
export function layOvn(environment: DeployedEnvironment, lab: Lab): OvnLab {
  const pods: Lab[] = []
  const ask = async (program: string, port: number, command: readonly string[]) => {
    const options = [`--db=tcp:127.0.0.1:${port}`, '--timeout=20', '--bare']
    const { code, out } = await lab.exec([program, ...options, ...command])
    if (code !== 0) throw new Error(out)
    return out
  }
  return {
    start: async (service, pod = service) => {
      const container = environment.services.find((it) => it.name === service)!.containers[0]!
      const own = openLab(environment, '', new Map(), { pod, beside: lab })
      pods.push(own)
      for (const it of ['run/ovn', 'run/var/lib/ovn']) mkdirSync(join(own.root, it), { recursive: true })
      const daemon = own.start(container)
      await eventually(`${service} is ready`, async () => {
        if (!daemon.running()) throw new Error(daemon.log())
        return own.ready(container)
      })
    },
    northbound: (...command) => ask('ovn-nbctl', 6641, command),
    southbound: (...command) => ask('ovn-sbctl', 6642, command),
    close: () => {
      for (const it of pods) it.close()
    },
  }
}
