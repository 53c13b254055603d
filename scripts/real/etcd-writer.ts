import type { Member } from './etcd-cluster.ts'
import { eventually } from './program.ts'

/** A stream of keys, each put through any member that takes it. Keeps count of those that were acknowledged. */
export interface Writer {
  begin(): void
  pause(): Promise<void>
  /** Waits until so many more are acknowledged. */
  more(count: number): Promise<void>
  /** From now on keys that were acknowledged before may be missing. */
  forget(): void
  /** The acknowledged keys that a member does not have, asked with the majority's consent. */
  missing(member: Member): Promise<readonly string[]>
}

/** Lays out a stream to the members of one cluster. */
export function layWriter(members: readonly Member[]): Writer {
  const acknowledged = new Set<string>()
  let number = 0
  let active = false
  let stream = Promise.resolve()
  return {
    begin() {
      if (active) return
      active = true
      stream = stream.then(write)
    },
    async pause() {
      active = false
      await stream
    },
    async more(count) {
      const enough = acknowledged.size + count
      await eventually(`${count} more keys are acknowledged`, () => acknowledged.size >= enough, 180)
    },
    forget: () => acknowledged.clear(),
    async missing(member) {
      const everything = { key: encoded('key-'), range_end: encoded('key.'), keys_only: true }
      const { kvs = [] } = (await member.call('kv/range', everything)) as { kvs?: { key: string }[] }
      const there = new Set(kvs.map((it) => Buffer.from(it.key, 'base64').toString()))
      return [...acknowledged].filter((it) => !there.has(it))
    },
  }

  function isActive(): boolean {
    return active
  }

  async function write(): Promise<void> {
    for (let turn = 0; isActive(); turn++) {
      const key = `key-${number++}`
      const put = members[turn % members.length]!.call('kv/put', { key: encoded(key), value: encoded(key) })
      await put.then(
        () => acknowledged.add(key),
        // Down, or in no majority: the next one is asked.
        () => {},
      )
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64')
}
