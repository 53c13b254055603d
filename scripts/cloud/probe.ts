import { connect } from 'node:net'
import { request } from 'node:http'
import type { Container as ContainerSpec, Pod, Probe } from '../cluster/control/pod-objects.ts'
import type { Running } from './container.ts'

/** Whether a probe of a container succeeds now; a container without one is ready as soon as it runs. */
export async function succeeds(
  probe: Probe | undefined,
  running: Running,
  pod: Pod,
  address: string,
): Promise<boolean> {
  if (!running.alive()) return false
  if (!probe) return true
  const milliseconds = (probe.timeoutSeconds ?? 1) * 1000
  if (probe.exec) return (await running.execute(probe.exec.command, milliseconds)) === 0
  if (probe.httpGet) {
    const port = portOf(probe.httpGet.port, pod)
    const status = await get(probe.httpGet.host ?? address, port, probe.httpGet.path ?? '/', milliseconds)
    return status >= 200 && status < 400
  }
  return opens(address, portOf(probe.tcpSocket!.port, pod), milliseconds)
}

function portOf(port: number | string, pod: Pod): number {
  if (typeof port === 'number') return port
  const found = pod.spec.containers
    .flatMap((it: ContainerSpec) => it.ports ?? [])
    .find((it) => it.name === port)
  if (!found) throw new Error(`${pod.metadata.name} has no port called ${port}.`)
  return found.containerPort
}

/** The status of an answer; 0 where there is none. */
function get(host: string, port: number, path: string, timeout: number): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(
      { host, port, path, timeout, headers: { 'User-Agent': 'kube-probe/1.37' } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(0))
    asked.end()
  })
}

function opens(host: string, port: number, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout }, () => end(true))
    const end = (opened: boolean): void => {
      socket.destroy()
      resolve(opened)
    }
    socket.on('timeout', () => end(false))
    socket.on('error', () => end(false))
  })
}
