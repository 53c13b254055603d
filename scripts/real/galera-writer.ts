import * as assert from 'uvu/assert'
import type { Member } from './galera-cluster.ts'
import { eventually } from './program.ts'

/** Commits rows one by one, to one member at a time, and remembers which were acknowledged. */
export interface Writer {
  /** Makes the table and writes from now on. */
  begin(): Promise<void>
  /** Writes again if it paused, and waits for so many more rows. */
  more(rows: number): Promise<void>
  pause(): void
  end(): void
  /** Every acknowledged row is on every member, and all members hold the same rows. */
  check(): Promise<void>
}

/** A writer to whichever member takes its rows. */
export function startWriter(members: readonly Member[]): Writer {
  const acknowledged: number[] = []
  let next = 0
  let at = 0
  let state: 'paused' | 'writing' | 'ended' = 'paused'

  async function write(): Promise<void> {
    for (;;) {
      if (state === 'ended') return
      if (state === 'paused') {
        await new Promise((resolve) => setTimeout(resolve, 50))
        continue
      }
      const row = next++
      const answer = await members[at]!.sql(`INSERT INTO kept.rows_ VALUES (${row})`)
      if (answer.code === 0) acknowledged.push(row)
      else at = (at + 1) % members.length
    }
  }

  return {
    async begin() {
      const made = await members[0]!.sql(
        'CREATE DATABASE kept; CREATE TABLE kept.rows_ (n INT PRIMARY KEY) ENGINE=InnoDB',
      )
      assert.is(made.code, 0, made.out)
      state = 'writing'
      void write()
    },
    async more(rows) {
      state = 'writing'
      const enough = acknowledged.length + rows
      await eventually('rows are written', () => acknowledged.length >= enough)
    },
    pause() {
      if (state === 'writing') state = 'paused'
    },
    end() {
      state = 'ended'
    },
    async check() {
      const held = await Promise.all(members.map((it) => rowsOf(it)))
      for (const rows of held) assert.equal(rows, held[0], 'all members hold the same rows')
      const there = new Set(held[0])
      assert.equal(
        acknowledged.filter((it) => !there.has(it)),
        [],
        'no acknowledged row is lost',
      )
    },
  }
}

async function rowsOf(member: Member): Promise<readonly number[]> {
  const causal = 'SET SESSION wsrep_sync_wait = 1; SELECT n FROM kept.rows_ ORDER BY n'
  const answer = await member.sql(causal)
  assert.is(answer.code, 0, answer.out)
  return answer.out.split('\n').map(Number)
}
