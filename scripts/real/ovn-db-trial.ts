import type { Test } from 'uvu'
import { client, type Member } from './ovn-db-cluster.ts'
import { eventually } from './program.ts'
import { scenarios } from './scenarios.ts'

/** What the scenarios of three members share: the switches that were written, and what must hold after each. */
export interface Trial {
  readonly scenario: (name: string, act: () => Promise<void>) => void
  /** Writes one more switch. */
  readonly write: () => Promise<void>
  readonly settled: () => Promise<void>
  /** The data are given up: nothing of what was written is expected any more. */
  readonly forget: () => void
  readonly leader: () => Promise<Member>
  /** Numbers of the members that have founded a cluster. */
  readonly founders: () => readonly string[]
}

/** Begins the scenarios of some members. */
export function trial(test: Test, members: readonly Member[]): Trial {
  const all = members.map((it) => `tcp:${it.address}:6641`).join(',')
  const written: string[] = []
  const last = (it: Member): string => it.log().split('\n').slice(-6).join('\n')
  const scenario = scenarios(test, () => members.map((it) => `${it.index}: ${last(it)}`))
  return { scenario, write, settled, forget: () => void (written.length = 0), leader, founders }

  async function write(): Promise<void> {
    const name = `switch-${written.length}`
    await eventually(
      'a switch is written',
      async () => (await client(all, '--may-exist', 'ls-add', name)).code === 0,
    )
    written.push(name)
  }

  /** All members are ready, they are three servers of one cluster, and each acknowledged switch is on all of them. */
  async function settled(): Promise<void> {
    for (const it of members)
      await eventually(`member ${it.index} is ready: ${lastLine(it)}`, async () => (await it.ready()) === 0)
    await write()
    await eventually('all have the same three servers', async () => {
      const states = await Promise.all(members.map((it) => it.control('cluster/status', 'OVN_Northbound')))
      const servers = states.map(({ out }) =>
        [...out.matchAll(/^ +[0-9a-f]+ \(\w+ at (\S+)\)/gm)].map(([, at]) => at).sort(),
      )
      const clusters = states.map(({ out }) => /^Cluster ID: (.*)$/m.exec(out)?.[1])
      return new Set(clusters).size === 1 && servers.every((it) => it.length === 3 && new Set(it).size === 3)
    })
    for (const it of members)
      await eventually(`member ${it.index} has all switches`, async () => {
        const found = new Set(await it.switches())
        return written.every((name) => found.has(name))
      })
  }

  async function leader(): Promise<Member> {
    for (const it of members)
      if (/Role: leader/.test((await it.control('cluster/status', 'OVN_Northbound')).out)) return it
    throw new Error('nobody leads')
  }

  function founders(): readonly string[] {
    return members.filter((it) => /\] found$/m.test(it.log())).map((it) => String(it.index))
  }
}

/** How often a member was handed the lead. */
export function handed(it: Member): number {
  return it.log().split('received leadership transfer').length
}

/** How often a member began to go on alone. */
export function alone(it: Member): number {
  return it.log().split('making a cluster of this member alone').length
}

/** The last that the start script of a member said. */
export function lastLine(member: Member): string {
  return (
    member
      .log()
      .split('\n')
      .filter((it) => it.includes('[ovn-db-start]'))
      .at(-1) ?? ''
  )
}
