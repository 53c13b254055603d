import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { skipTest } from '../scripts/skip-test.ts'

/*
 * The decision of a Galera member (templates/mariadb/files/galera-decide.awk) as a table of states, under each awk that
 * is there. A state is written as one word for each member:
 *   -        not reached            s        starting, or without a quorum
 *   P, Q     Primary in cluster p, q         e   empty        u   unclear
 *   p7, q7   not running, position 7 in cluster p, q
 */

const program = fileURLToPath(new URL('../templates/mariadb/files/galera-decide.awk', import.meta.url))
const awks = [['mawk'], ['gawk'], ['gawk', '--posix'], ['busybox', 'awk'], ['original-awk']].filter(
  ([name, ...rest]) => spawnSync(name!, [...rest, 'BEGIN { exit 0 }']).status === 0,
)
const big = '9223372036854775806'

/** What the members find, which member asks, what it is told (the beginning of it), force_bootstrap. */
const table: readonly (readonly [string, number, string, string?])[] = [
  // Somebody is Primary: join, whatever else is true.
  ['e P -', 0, 'join h1'],
  ['e P P', 0, 'join h1,h2'],
  ['p7 P p9', 0, 'join h1'],
  ['p7 P p9', 2, 'join h1'],
  ['u P e', 0, 'join h1'],
  ['p9 P s', 0, 'join h1'],
  ['e P -', 0, 'join h1', 'db-0'],
  // Unless its own data would be lost by that, or there is no knowing which.
  ['q7 P P', 0, 'stop This member holds data of cluster q, but p is Primary.'],
  ['q7 P P', 0, 'stop This member holds data of cluster q, but p is Primary.', 'db-0'],
  ['e P Q', 0, 'stop Members are Primary in two different clusters (h1,h2).'],
  // Not everybody has said what it holds.
  ['e - -', 0, 'wait for the state of db-1 (not reached), db-2 (not reached)'],
  ['p9 p7 -', 0, 'wait for the state of db-2 (not reached)'],
  ['p9 p7 s', 0, 'wait for the state of db-2 (starting, or not Primary)'],
  ['p9 q7 -', 0, 'wait for the state of db-2'],
  ['e e -', 0, 'wait for the state of db-2'],
  ['p9 - s', 0, 'wait for the state of db-1 (not reached), db-2 (starting'],
  // Nobody holds anything: the lowest founds the cluster.
  ['e e e', 0, 'bootstrap'],
  ['e e e', 1, 'wait for db-0 to start the cluster'],
  ['e e e', 2, 'wait for db-0 to start the cluster'],
  ['e', 0, 'bootstrap'],
  // All hold data of one cluster: the latest goes on, the lowest of equals.
  ['p7 p9 p8', 1, 'bootstrap'],
  ['p7 p9 p8', 0, 'wait for db-1 to start the cluster'],
  ['p9 p9 p9', 0, 'bootstrap'],
  ['p9 p9 p9', 2, 'wait for db-0'],
  ['p8 p9 p9', 1, 'bootstrap'],
  ['p8 p9 p9', 2, 'wait for db-1'],
  ['p9 p10 p100', 2, 'bootstrap'],
  ['p-1 p0 p-1', 1, 'bootstrap'],
  [`p9223372036854775805 p${big} p9`, 1, 'bootstrap'],
  [`p9223372036854775805 p${big} p9`, 0, 'wait for db-1'],
  ['p7', 0, 'bootstrap'],
  ['p7 p8', 1, 'bootstrap'],
  ['p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11', 10, 'bootstrap'],
  ['p1 p2 p3 p4 p5 p6 p7 p8 p9 p11 p11', 10, 'wait for db-9'],
  // A lost volume: the others go on if they are a majority that agrees.
  ['e p7 p9', 0, 'wait for db-2 to start the cluster'],
  ['e p7 p9', 2, 'bootstrap'],
  ['e p7 p7', 1, 'bootstrap'],
  ['u p7 p9', 2, 'bootstrap'],
  ['u p7 p9', 0, 'wait for db-2'],
  ['e u p7 p8 p6', 3, 'bootstrap'],
  ['e e p7', 0, 'stop Only 1 of 3 members hold data (db-2 p:7)'],
  ['e e p7', 2, 'stop Only 1 of 3 members hold data (db-2 p:7)'],
  ['e p7', 1, 'stop Only 1 of 2 members hold data'],
  ['e e p7 p8', 3, 'stop Only 2 of 4 members hold data'],
  ['u e e', 1, 'stop No member holds data that is known to be whole; db-0 may.'],
  ['u', 0, 'stop No member holds data that is known to be whole; db-0 may.'],
  // Different data.
  ['p7 q9 p8', 1, 'stop The members hold data of different clusters: db-0 p:7, db-1 q:9, db-2 p:8.'],
  ['p7 q9 e', 2, 'stop The members hold data of different clusters'],
  // What an operator says.
  ['p7 q9 p8', 0, 'bootstrap', 'db-0'],
  ['s q9 p8', 1, 'wait for the state of db-0 (starting', 'db-0'],
  ['p7 s -', 0, 'wait for the state of db-1 (starting, or not Primary)', 'db-0'],
  ['p7 p9 p8', 1, 'bootstrap', 'db-0'],
  ['e e p7', 2, 'bootstrap', 'db-2'],
  ['p7 - -', 0, 'bootstrap', 'db-0'],
  ['p7 - -', 0, 'wait for the state of db-1', 'db-1'],
  ['p7 p8 p9', 2, 'stop force_bootstrap names db-3, which is no member.', 'db-3'],
]

if (awks.length === 0) skipTest('decisions of Galera', 'there is no awk')

for (const awk of awks) {
  for (const [state, self, told, force] of table) {
    test(`${awk.join(' ')}: of ${state}, member ${self}${force ? ` (${force} forced)` : ''} is told: ${told}`, () => {
      const { stdout, status } = decide(awk, rowsOf(state), self, force)
      assert.is(status, 0)
      assert.ok(stdout.startsWith(told) && (told.includes(' ') || stdout === `${told}\n`), stdout)
    })
  }

  test(`${awk.join(' ')}: never more than one member of a state starts a cluster, and none beside a Primary`, () => {
    for (const state of states(['-', 's', 'e', 'u', 'p7', 'p9', 'q8', 'P'])) {
      const told = [0, 1, 2].map((self) => {
        const own = state[self]!
        return own === 'P' || own === 's' || own === '-'
          ? ''
          : decide(awk, rowsOf(state.join(' ')), self).stdout
      })
      const starting = told.filter((it) => it === 'bootstrap\n').length
      assert.ok(
        starting <= (state.some((it) => /[P\-s]/.test(it)) ? 0 : 1),
        `${state.join(' ')}: ${told.join('')}`,
      )
    }
  })

  test(`${awk.join(' ')}: refuses what is not such a table`, () => {
    for (const text of [
      '',
      'a\tb\n',
      '0\tyes\tpublished\te\n',
      `${rowsOf('e e')}${rowsOf('e')}`,
      rowsOf('P e'),
    ])
      assert.is(decide(awk, text, 0).status, 2, text)
  })
}

/** Every combination for three members, without those that differ in order only from one before. */
function states(words: readonly string[]): readonly (readonly string[])[] {
  return words.flatMap((a, i) => words.slice(i).flatMap((b, j) => words.slice(i + j).map((c) => [c, a, b])))
}

function rowsOf(state: string): string {
  return state
    .split(' ')
    .map(
      (word, ordinal) =>
        [ordinal, ...columnsOf(word), `db-${ordinal}`, `h${ordinal}`, 'id'].join('\t') + '\n',
    )
    .join('')
}

function columnsOf(word: string): readonly string[] {
  if (word === '-') return ['no', 'unknown', '-', '-']
  if (word === 's') return ['yes', 'unknown', '-', '-']
  if (word === 'P' || word === 'Q') return ['yes', 'primary', word.toLowerCase(), '-']
  if (word === 'e' || word === 'u') return ['yes', 'published', word === 'e' ? 'empty' : 'unclear', '-1']
  return ['yes', 'published', word.slice(0, 1), word.slice(1)]
}

function decide(awk: readonly string[], input: string, self: number, force = '') {
  const [name, ...rest] = awk
  const options = ['-f', program, '-v', `self=${self}`, '-v', `force=${force}`]
  return spawnSync(name!, [...rest, ...options], { input, encoding: 'utf8' })
}

test.run()
