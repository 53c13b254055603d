import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { layCluster, type Member } from './galera-cluster.ts'
import { startWriter } from './galera-writer.ts'
import { eventually, systemUser, unusable } from './program.ts'
import { ordersOf } from './orders.ts'
import { scenarios } from './scenarios.ts'
import { skipTest } from '../skip-test.ts'

/*
 * Three real servers, started by the scripts as they are shipped, on loopback addresses. A writer runs through all of
 * it; after every scenario each row that was acknowledged must be on every member.
 */

const reason = unusable('mysql', ['mariadbd', 'mariadb', 'mariadb-backup', 'socat', 'setpriv'])

if (reason) {
  skipTest('clusters of Galera', reason)
} else {
  const members = layCluster(3, systemUser('mysql'))
  const [first, second, third] = members as [Member, Member, Member]
  const writer = startWriter(members)
  const scenario = scenarios(test, () => members.map(diagnosis))

  scenario(
    'members that start empty, one of them late, found one cluster, and the lowest of them founds it',
    async () => {
      third.start()
      second.start()
      await eventually('both say what they wait for', () =>
        [second, third].every((it) => /wait for the state of database-0 \(not reached\)/.test(it.log())),
      )
      first.start()
      await allReady()
      assert.is(founders(), 'database-0')
      await eventually('root can log in', async () => (await third.sql('SELECT 1')).code === 0)
      await writer.begin()
    },
  )

  scenario('the loss of one member stops nobody, and it comes back with every change', async () => {
    second.kill()
    await writer.more(20)
    second.start()
    await settled()
  })

  scenario('after the sudden death of all members they go on from the latest position', async () => {
    for (const it of members) it.kill()
    for (const it of [third, first, second]) it.start()
    await settled()
  })

  for (const order of ordersOf([first, second, third])) {
    const names = order.map((it) => it.index).join(', ')
    scenario(`after a full stop in the order ${names} the last to stop starts the cluster`, async () => {
      const last = order.at(-1)!
      for (const it of order) {
        await writer.more(3)
        if (it === last) writer.pause()
        await it.stop()
      }
      const before = members.map((it) => starts(it))
      for (const it of order) it.start()
      await settled()
      assert.equal(
        members.filter((it, index) => starts(it) > before[index]!).map((it) => it.index),
        [last.index],
      )
    })
  }

  scenario('a member that starts again while the others wait changes nothing', async () => {
    writer.pause()
    for (const it of members) await it.stop()
    first.start()
    second.start()
    await eventually('they wait', () => waits(first, 'database-2') && waits(second, 'database-2'))
    first.kill()
    first.start()
    third.start()
    await settled()
  })

  scenario('a lost volume of the first member founds no empty cluster beside the data', async () => {
    writer.pause()
    for (const it of members) await it.stop()
    first.loseVolume()
    first.start()
    second.start()
    await eventually(
      'they wait for the third',
      () => waits(first, 'database-2') && waits(second, 'database-2'),
    )
    assert.is((await first.script('galera-alive.sh')).code, 0)
    assert.is((await first.script('galera-ready.sh')).code, 1)
    third.start()
    await settled()
  })

  scenario('data of a minority stops everybody, until an operator chooses', async () => {
    writer.pause()
    for (const it of members) await it.stop()
    first.loseVolume()
    third.loseVolume()
    for (const it of members) it.start()
    await eventually('all of them say what to do', () =>
      members.every((it) => /stop Only 1 of 3 members hold data.*force-bootstrap/.test(lastLine(it))),
    )
    second.touch('force-bootstrap')
    await settled()
  })

  scenario('the setting to start from one member counts once, though it stays', async () => {
    writer.pause()
    for (const it of members) await it.stop()
    first.loseVolume()
    third.loseVolume()
    for (const it of members) it.force('database-1')
    for (const it of members) it.start()
    await settled()
    for (const it of [second, first, third]) await it.stop()
    const before = starts(third)
    for (const it of members) it.start()
    await settled()
    assert.is(starts(third), before + 1, 'the last to stop starts the cluster')
    assert.match(second.log(), /force_bootstrap has been used already/)
    for (const it of members) it.force('none')
  })

  scenario(
    'a member left without a quorum is not alive, and as soon as it starts again all of them go on',
    async () => {
      writer.pause()
      first.kill()
      second.kill()
      await eventually(
        'the third has lost its quorum',
        async () => (await third.script('galera-alive.sh')).out === 'not Primary',
      )
      first.start()
      second.start()
      await eventually('they wait for it', () => waits(first, 'database-2') && waits(second, 'database-2'))
      await third.stop()
      third.start()
      await settled()
    },
  )

  test.after(async () => {
    writer.end()
    for (const it of members) it.kill()
  })

  /** All members are ready, the writer goes on, and every acknowledged row is everywhere. */
  async function settled(): Promise<void> {
    await allReady()
    await writer.more(5)
    writer.pause()
    const clusters = await Promise.all(
      members.map((it) => it.sql("SHOW STATUS LIKE 'wsrep_cluster_state_uuid'")),
    )
    assert.is(new Set(clusters.map((it) => it.out)).size, 1, 'one cluster')
    await writer.check()
  }

  async function allReady(): Promise<void> {
    for (const it of members) {
      let refusals = 0
      await eventually(
        `database-${it.index} is ready: ${lastLine(it)}`,
        async () => {
          if (!it.running()) it.start()
          if ((await it.script('galera-ready.sh')).code === 0) return true
          refusals = (await it.script('galera-alive.sh')).code === 0 ? 0 : refusals + 1
          // A kubelet starts a member again that is not alive, as one is not that was thrown out on a busy machine.
          if (refusals <= 30) return false
          refusals = 0
          await it.stop()
          return false
        },
        300,
      )
    }
    for (const it of members) assert.is((await it.script('galera-alive.sh')).code, 0)
  }

  function founders(): string {
    return members
      .filter((it) => it.log().includes('making an empty database'))
      .map((it) => `database-${it.index}`)
      .join(' ')
  }
}

function starts(member: Member): number {
  return member.log().match(/\[galera-start\] bootstrap$/gm)?.length ?? 0
}

function lastLine(member: Member): string {
  return (
    member
      .log()
      .match(/\[galera-start\] .*/g)
      ?.at(-1) ?? ''
  )
}

function diagnosis(member: Member): string {
  const lines = member.log().trimEnd().split('\n')
  const told = lines.filter((it) => it.startsWith('[galera-start]'))
  return [`--- database-${member.index}`, ...told.slice(-10), '...', ...lines.slice(-10)].join('\n')
}

function waits(member: Member, pod: string): boolean {
  return lastLine(member).startsWith(`[galera-start] wait for the state of ${pod}`)
}

test.run()
