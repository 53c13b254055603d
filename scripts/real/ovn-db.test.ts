import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { layCluster, type Member } from './ovn-db-cluster.ts'
import { alone, handed, lastLine, trial } from './ovn-db-trial.ts'
import { eventually, unusable } from './program.ts'
import { ordersOf } from './orders.ts'
import { skipTest } from '../skip-test.ts'

/*
 * Three real servers of OVN's northbound database, started by the script as it is shipped, on loopback addresses.
 * Before and after every scenario switches are written; each one that was acknowledged must be on every member.
 */

const reason = unusable('root', ['ovsdb-server', 'ovsdb-tool', 'ovsdb-client', 'ovn-nbctl', 'setpriv'])

if (reason) {
  skipTest('clusters of OVN databases', reason)
} else {
  const members = layCluster(3)
  const [first, second, third] = members as [Member, Member, Member]
  const { scenario, write, settled, forget, leader: theLeader, founders } = trial(test, members)

  scenario(
    'members that start empty, one of them late, found one cluster, and the lowest of them founds it',
    async () => {
      third.start()
      second.start()
      await eventually('both say what they wait for', () =>
        [second, third].every((it) => it.log().includes('wait for the state of ovn-nb-db-0 (not reached)')),
      )
      assert.is(await third.ready(), 1)
      first.start()
      await settled()
      assert.equal(founders(), ['0'])
      await eventually('the election timer is as wished', async () =>
        /Election timer: 2000/.test((await second.control('cluster/status', 'OVN_Northbound')).out),
      )
    },
  )

  for (const it of members)
    scenario(`the loss of member ${it.index} stops nobody, and it comes back with every change`, async () => {
      it.kill()
      await write()
      it.start()
      await settled()
    })

  scenario('a leader that is stopped hands over, so that nobody waits for an election', async () => {
    const leader = await theLeader()
    const others = members.filter((it) => it !== leader)
    const before = others.map(handed)
    await leader.stop()
    assert.not.equal(others.map(handed), before)
    await write()
    leader.start()
    await settled()
  })

  scenario('after the sudden death of all members they go on with every change', async () => {
    for (const it of members) it.kill()
    for (const it of [third, first, second]) it.start()
    await settled()
  })

  for (const order of ordersOf([first, second, third]))
    scenario(
      `after a full stop in the order ${order.map((it) => it.index).join(', ')} they go on`,
      async () => {
        await write()
        for (const it of order) await it.stop()
        for (const it of order) it.start()
        await settled()
      },
    )

  for (const lost of members)
    scenario(
      `a lost volume of member ${lost.index} founds nothing: it joins the others, as one server`,
      async () => {
        for (const it of members) await it.stop()
        lost.loseVolume()
        lost.start()
        await eventually('it waits', () => lastLine(lost).includes('wait for the state of'))
        const others = members.filter((it) => it !== lost)
        others[0]!.start()
        await eventually('it waits for the other as well', () =>
          lastLine(lost).includes(`ovn-nb-db-${others[1]!.index} (not reached)`),
        )
        others[1]!.start()
        await settled()
      },
    )

  scenario('a member loses its volume while the others run', async () => {
    const leader = await theLeader()
    leader.kill()
    leader.loseVolume()
    leader.start()
    await settled()
  })

  scenario('data of a minority stops everybody, until an operator chooses', async () => {
    for (const it of members) await it.stop()
    first.loseVolume()
    third.loseVolume()
    for (const it of members) it.start()
    await eventually('the empty ones say what to do', () =>
      [first, third].every((it) =>
        /stop Only 1 of 3 members hold data \(ovn-nb-db-1\).*force-bootstrap/.test(lastLine(it)),
      ),
    )
    await eventually('the other one, too', () =>
      lastLine(second).endsWith('no majority: ovn-nb-db-0 waiting, ovn-nb-db-1 lonely, ovn-nb-db-2 waiting'),
    )
    second.touch('force-bootstrap')
    await settled()
  })

  scenario('to go on alone is refused where there is a majority, or no data', async () => {
    third.touch('force-bootstrap')
    await eventually('it says so', () => third.log().includes('others have a majority: it does not count'))
    await settled()
    for (const it of members) await it.stop()
    first.loseVolume()
    first.touch('force-bootstrap')
    first.start()
    await eventually('it says so', () => first.log().includes('holds no data to go on with'))
    second.start()
    third.start()
    await settled()
  })

  scenario(
    'a member left behind with the data of an abandoned cluster is told so, and joins without it',
    async () => {
      await third.stop()
      await second.stop()
      const before = alone(first)
      first.touch('force-bootstrap')
      await eventually('it goes on alone', async () => alone(first) > before && (await first.ready()) === 0)
      third.start()
      await eventually('it says so', () =>
        /holds data of cluster .* belongs to the majority of/.test(lastLine(third)),
      )
      assert.is(await third.ready(), 1)
      for (const it of [second, third]) {
        it.touch('discard-data')
        it.start()
      }
      await settled()
    },
  )

  scenario(
    'a member that had begun to join when those that it joined lost everything begins anew',
    async () => {
      for (const it of members) await it.stop()
      for (const it of members) it.loseVolume()
      forget()
      const [from, to] = [second, first].map((it) => `tcp:${it.address}:6643`) as [string, string]
      assert.is((await second.tool('join-cluster', second.file, 'OVN_Northbound', from, to)).code, 0)
      for (const it of members) it.start()
      await settled()
      assert.match(second.log(), 'asking everybody again')
    },
  )

  scenario('one member becomes three', async () => {
    for (const it of members) await it.stop()
    for (const it of members) it.loseVolume()
    forget()
    first.resize(1)
    first.start()
    await eventually('it is ready', async () => (await first.ready()) === 0)
    await write()
    // New members are started while the first has the old list still, as Kubernetes does it.
    second.start()
    third.start()
    await eventually(
      'they have joined',
      async () => (await second.ready()) === 0 && (await third.ready()) === 0,
    )
    await first.stop()
    first.resize(3)
    first.start()
    await settled()
  })

  scenario('what answers at the address of a member, but is none, is taken for nobody', async () => {
    for (const it of members) await it.stop()
    first.loseVolume()
    const stranger = layCluster(3, 'another-cloud')[1]!
    stranger.start()
    first.start()
    third.start()
    await eventually('the first waits', () => lastLine(first).includes('ovn-nb-db-1 (not reached)'))
    await stranger.stop()
    second.start()
    await settled()
  })

  test.after(() => {
    for (const it of members) it.kill()
  })
}

test.run()
