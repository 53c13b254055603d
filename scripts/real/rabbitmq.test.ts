import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { eventually } from './program.ts'
import { compileProject, layCluster, whole } from './rabbitmq-cluster.ts'
import { enterLab, labTrouble } from './rabbitmq-lab.ts'
import { decisions, diagnosis, finds, logs } from './rabbitmq-log.ts'
import { layMessages } from './rabbitmq-messages.ts'
import type { Pod } from './rabbitmq-pod.ts'
import { logIn } from './rabbitmq-session.ts'
import { makeUser } from './rabbitmq-user-job.ts'
import { ordersOf } from './orders.ts'
import { scenarios } from './scenarios.ts'
import { skipTest } from '../skip-test.ts'

/*
 * Two instances of three real servers each, run from the objects of compiled charts as a kubelet would run them:
 * volumes, containers, probes and hooks. A stream of messages goes through nearly all of it; after each scenario every
 * message that was confirmed must come out of the queue. With OSKC_REAL=all also what takes minutes more: every order of
 * a full stop, and a second instance beside the first.
 */

const reason = labTrouble()
const everything = process.env['OSKC_REAL'] === 'all'

if (reason) {
  skipTest('clusters of RabbitMQ', reason)
} else {
  const lab = enterLab()
  const environment = compileProject(lab)
  const cluster = layCluster(lab, environment, 'notifications')
  const other = layCluster(lab, environment, 'rpc')
  const { members } = cluster
  const [first, second, third] = members as [Pod, Pod, Pod]
  const hostile = `it's "a" \\ $HOME \`id\` #%_;-- é`
  let adminPassword = hostile
  let user = { user: 'keystone', password: hostile }
  const messages = layMessages(
    () => members.map((it) => it.address()),
    () => user,
  )
  const scenario = scenarios(test, () => members.map(diagnosis))
  cluster.setPassword(adminPassword)
  other.setPassword('another')

  scenario('members on new volumes wait for the first of them, and then form one cluster', async () => {
    await third.start()
    await finds(third, second, 'not reached')
    assert.is(await third.terminate(), 143)
    await third.start()
    await second.start()
    for (const it of [second, third]) {
      await finds(it, first, 'not reached')
      assert.not.ok(await it.ready())
      assert.is((await it.alive()).code, 0)
    }
    await first.start()
    await whole(cluster)
    assert.equal(members.map(decisions), [['found'], ['join'], ['join']])
  })

  if (everything) {
    scenario(
      'members that start at once form one cluster, and another instance has no part in it',
      async () => {
        await Promise.all(other.members.map((it) => it.start()))
        await whole(other)
        await whole(cluster)
        assert.equal(other.members.map(decisions), [['found'], ['join'], ['join']])
        assert.is((await other.ask(other.members[0]!, 'whoami', adminPassword)).status, 401)
        for (const it of other.members) await it.kill()
      },
    )
  }

  scenario('there is an administrator, and the account guest is gone', async () => {
    for (const it of members) assert.is((await cluster.ask(it, 'whoami')).status, 200)
    const { data } = await cluster.ask(second, 'users?columns=name,tags')
    assert.equal(data, [{ name: 'admin', tags: ['administrator'] }])
  })

  scenario(
    'a user is made once, its password set when it does not fit, and only its own host is open',
    async () => {
      for (const [password, what] of [
        [hostile, 'password set'],
        [hostile, 'the password fits'],
        ['-another', 'password set'],
        ['-another', 'the password fits'],
      ] as const) {
        const { code, out } = await makeUser(lab, environment, { ...user, password }, adminPassword)
        assert.is(out, `user keystone: ${what}\nvirtual host keystone is ready`)
        assert.is(code, 0)
      }
      const old = user
      user = { ...user, password: '-another' }
      for (const it of members) {
        ;(await logIn(it.address(), user)).leave()
        assert.match(await refusal(logIn(it.address(), old)), /ACCESS_REFUSED/)
        assert.match(await refusal(logIn(it.address(), user, '/')), /NOT_ALLOWED|access.* refused/i)
      }
    },
  )

  scenario('the loss of one member stops nobody, and it comes back', async () => {
    messages.begin()
    for (const it of [first, third]) {
      await messages.more(10)
      if (it === third) it.loseNode()
      else await it.kill()
      await messages.more(10)
      await it.start()
      await whole(cluster)
    }
    await settled()
  })

  scenario('a member goes only when a majority can do without it', async () => {
    await third.kill()
    const gone = second.stop()
    await third.start()
    assert.is(await gone, 0)
    assert.ok(await third.ready())
    await second.start()
    await settled()
  })

  const orders = ordersOf([first, second, third])
  for (const [index, order] of (everything ? orders : orders.slice(0, 1)).entries()) {
    const back = orders[(index + 2) % orders.length]!
    const how = index % 2 === 0 ? 'end' : 'die'
    scenario(
      `members that ${how} in the order ${named(order)} start in the order ${named(back)}`,
      async () => {
        messages.begin()
        await messages.more(5)
        for (const it of order) {
          if (how === 'die') await it.kill()
          else assert.is(await it.terminate(), 0)
        }
        for (const it of back) {
          await it.start()
          assert.not.ok(await it.ready())
          assert.is((await it.alive()).code, 0)
        }
        await settled()
      },
    )
  }

  scenario('of three that die the last is alive, and whoever starts first waits for another', async () => {
    messages.begin()
    await messages.more(5)
    const old = adminPassword
    await third.kill()
    await first.kill()
    // It is in no majority any more.
    assert.is((await second.alive()).code, 0)
    await second.kill()
    adminPassword = 'rotated'
    cluster.setPassword(adminPassword)
    for (const it of [first, third, second]) await it.start()
    await settled()
    for (const it of members) assert.is((await cluster.ask(it, 'whoami', old)).status, 401)
  })

  scenario('a member with a lost volume comes back by a majority, and with all replicas', async () => {
    messages.begin()
    await messages.more(5)
    for (const it of [third, second]) await it.kill()
    second.loseVolume()
    const since = second.log().length
    await second.start()
    await eventually('it asks to be counted out', () => decisions(second).length > 1, 180)
    // Either nobody can count it out, or who leads does so and cannot take it in again.
    const stuck = () => decisions(second).length > 2 || second.log().includes('could not auto-cluster', since)
    if (everything) await eventually('it has not got on without a majority', stuck, 300)
    assert.not.ok(await second.ready())
    await third.start()
    // Dying while it joins does not keep it from it.
    await logs(second, 'joining cluster using remote nodes', second.log().length)
    second.crash()
    await settled()
    assert.equal([...new Set(decisions(second))], ['join', 'replace'])
  })

  scenario('a first member with a lost volume founds nothing beside members that are down', async () => {
    messages.begin()
    await messages.more(5)
    for (const it of [second, third, first]) await it.kill()
    first.loseVolume()
    const since = first.log().length
    await first.start()
    await finds(first, third, 'not reached', since)
    await second.start()
    await third.start()
    await settled()
    assert.equal(decisions(first), ['found', 'replace'])
  })

  test.after(async () => {
    await messages.pause()
    for (const it of [...members, ...other.members]) await it.kill()
  })

  /** All members see each other, the queue is on all of them, and no confirmed message is missing. */
  async function settled(): Promise<void> {
    await whole(cluster)
    await eventually('the queue has all of its replicas', replicated, 240)
    messages.begin()
    await messages.more(5)
    await messages.pause()
    assert.equal(await messages.missing(), [])
  }

  async function replicated(): Promise<boolean> {
    const { data } = await cluster.ask(first, 'queues/keystone/messages')
    const queue = data as Readonly<Record<string, readonly string[] | undefined>> | undefined
    assert.is(queue?.['type'] ?? 'quorum', 'quorum')
    return ['members', 'online'].every((it) => queue?.[it]?.length === members.length)
  }
}

function named(pods: readonly Pod[]): string {
  return pods.map((it) => it.name.at(-1)).join(', ')
}

function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'none', String)
}

test.run()
