import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { skipTest } from '../scripts/skip-test.ts'

/*
 * The decision of a member of an OVN database that holds no data (templates/neutron/files/ovn-db-decide.awk) as a table of
 * states, under each awk that is there. A state is written as one word for each member:
 *   -     not reached                      ?     unknown
 *   w     holds no data                    l     holds data, without a majority
 *   p, q  part of the majority of cluster p, q
 */

const program = fileURLToPath(new URL('../templates/neutron/files/ovn-db-decide.awk', import.meta.url))
const awks = [['mawk'], ['gawk'], ['gawk', '--posix'], ['busybox', 'awk'], ['original-awk']].filter(
  ([name, ...rest]) => spawnSync(name!, [...rest, 'BEGIN { exit 0 }']).status === 0,
)

/** What the members say, which member asks, what it is told (the beginning of it). */
const table: readonly (readonly [string, number, string])[] = [
  // A majority runs: join it, whatever else is true.
  ['w p -', 0, 'join p h1'],
  ['w p p', 0, 'join p h1,h2'],
  ['w p l', 0, 'join p h1'],
  ['p w w', 2, 'join p h0'],
  ['p - ? w w', 3, 'join p h0'],
  ['w p q', 0, 'stop Members belong to different clusters (h1,h2).'],
  // Not everybody has said what it holds.
  ['w', 0, 'found'],
  ['w - -', 0, 'wait for the state of db-1 (not reached), db-2 (not reached)'],
  ['w w -', 0, 'wait for the state of db-2 (not reached)'],
  ['w w ?', 0, 'wait for the state of db-2'],
  ['w l -', 0, 'wait for the state of db-2 (not reached)'],
  ['- w w', 1, 'wait for the state of db-0 (not reached)'],
  // Nobody holds anything: the lowest founds the cluster.
  ['w w w', 0, 'found'],
  ['w w w', 1, 'wait for db-0 to found the cluster'],
  ['w w w', 2, 'wait for db-0 to found the cluster'],
  ['w w w w w w w w w w w', 10, 'wait for db-0 to found'],
  // Somebody holds data, but its servers have not found each other.
  ['w l l', 0, 'wait for db-1, db-2 to find their majority'],
  ['w w l l l', 0, 'wait for db-2, db-3, db-4 to find'],
  // They cannot: what the others had may have been later.
  ['w w l', 0, 'stop Only 1 of 3 members hold data (db-2), which is no majority'],
  ['l w w', 1, 'stop Only 1 of 3 members hold data (db-0)'],
  ['w l', 0, 'stop Only 1 of 2 members hold data (db-1)'],
  ['w w l l', 0, 'stop Only 2 of 4 members hold data (db-2, db-3)'],
  // Its own server is not there yet.
  ['- w w', 0, 'wait for this member itself to answer'],
]

if (awks.length === 0) skipTest('decisions of OVN databases', 'there is no awk')

for (const awk of awks) {
  for (const [state, self, told] of table)
    test(`${awk.join(' ')}: of ${state}, member ${self} is told: ${told}`, () => {
      const { stdout, status } = decide(awk, rowsOf(state.split(' ')), self)
      assert.is(status, 0)
      assert.ok(stdout.startsWith(told) && (told.includes(' ') || stdout === `${told}\n`), stdout)
    })

  test(`${awk.join(' ')}: a cluster is founded by one member at most, and never beside data or somebody silent`, () => {
    const kinds = ['-', '?', 'w', 'l', 'p']
    for (const state of kinds.flatMap((a) => kinds.flatMap((b) => kinds.map((c) => [a, b, c])))) {
      const told = [0, 1, 2]
        .filter((it) => state[it] === 'w')
        .map((it) => decide(awk, rowsOf(state), it).stdout)
      const founding = told.filter((it) => it === 'found\n').length
      assert.is(founding, state.every((it) => it === 'w') ? 1 : 0, `${state.join(' ')}: ${told.join('')}`)
    }
  })

  test(`${awk.join(' ')}: refuses what is not such a table`, () => {
    for (const text of [
      '',
      'a\tb\n',
      '0\tready\t-\tdb-0\th0\n',
      rowsOf(['w']) + rowsOf(['w']),
      rowsOf(['w', 'w']).slice(5),
    ])
      assert.is(decide(awk, text, 0).status, 2, JSON.stringify(text))
  })
}

const names: Readonly<Record<string, string>> = { '-': 'silent', '?': 'unknown', w: 'waiting', l: 'lonely' }

function rowsOf(state: readonly string[]): string {
  return state
    .map(
      (it, index) => `${index}\t${names[it] ?? 'member'}\t${names[it] ? '-' : it}\tdb-${index}\th${index}\n`,
    )
    .join('')
}

function decide([name, ...rest]: readonly string[], input: string, self: number) {
  const args = [...rest, '-f', program, '-v', `self=${self}`]
  return spawnSync(name!, args, { input, encoding: 'utf8' })
}

test.run()
