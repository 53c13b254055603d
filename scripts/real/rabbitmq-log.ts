import { eventually } from './program.ts'
import type { Pod } from './rabbitmq-pod.ts'

/* What the log of a pod tells. */

/** What the start script decided, in order. */
export function decisions(pod: Pod): readonly string[] {
  return Array.from(pod.log().matchAll(/^\[rabbitmq-start\] (\w+) /gm), (it) => it[1]!)
}

/** Waits until a member that waits finds its peer like this; counts only what it says from `since` on. */
export async function finds(pod: Pod, peer: Pod, state: string, since = 0): Promise<void> {
  await eventually(`${pod.name} finds ${peer.name} ${state}`, () => {
    const said =
      pod
        .log()
        .slice(since)
        .match(/^\[rabbitmq-wait\].*/gm)
        ?.at(-1) ?? ''
    return new RegExp(` rabbit@${peer.name}\\.\\S+ ${state};`).test(said)
  })
}

/** Waits until the server says something, from `since` on. */
export async function logs(pod: Pod, text: string, since: number): Promise<void> {
  await eventually(`${pod.name} says "${text}"`, () => pod.log().includes(text, since), 120)
}

/** The lines from which one sees what became of a member. */
export function diagnosis(pod: Pod): string {
  const lines = pod.log().trimEnd().split('\n')
  const telling = lines.filter((it) => /\[(rabbitmq-\w+|notice)\]/.test(it))
  return [`--- ${pod.name}`, ...telling.slice(-20), '...', ...lines.slice(-10)].join('\n')
}
