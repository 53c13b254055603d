import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtTools } from '../tools/built.ts'
import { layCluster, named, type Member } from './etcd-cluster.ts'
import { layWriter } from './etcd-writer.ts'
import { eventually } from './program.ts'
import { ordersOf } from './orders.ts'
import { scenarios } from './scenarios.ts'
import { skipTest } from '../skip-test.ts'

/*
 * Three real members on loopback addresses, each started by the decision that its pod makes. A writer goes through all
 * of it; after every scenario each key that was acknowledged must be on every member.
 */

const tools = builtTools(['etcd'])

if (!tools) {
  skipTest('clusters of etcd', 'no Go to build it')
} else {
  // The first of them alone, to begin with.
  const members = layCluster(join(tools, 'etcd'), 1)
  const [first, second, third] = members as [Member, Member, Member]
  const writer = layWriter(members)
  const scenario = scenarios(test, () => members.map(diagnosis))

  scenario('a single member founds a cluster, and takes in two more when there are three', async () => {
    first.start()
    await ready([first])
    writer.begin()
    await writer.more(5)
    await first.stop()
    for (const it of members) it.setMembers(named(3))
    for (const it of members) it.start()
    await settled()
    assert.equal(members.map(decisions), [['found', 'go on'], ['join'], ['join']])
  })

  scenario('without any data they wait for the last of them, and then found one cluster', async () => {
    await writer.pause()
    const before = members.map((it) => decisions(it).length)
    for (const it of members) {
      await it.kill()
      it.loseVolume()
    }
    third.start()
    await says(third, 'wait: etcd-0 not reached, etcd-1 not reached')
    second.start()
    await says(third, 'wait: etcd-0 not reached, etcd-1 waiting')
    await second.stop()
    await says(third, 'wait: etcd-0 not reached, etcd-1 not reached')
    second.start()
    first.start()
    writer.forget()
    await settled()
    const made = members.flatMap((it, index) => decisions(it).slice(before[index]))
    assert.ok(made.includes('found'))
    assert.ok(made.every((it) => it === 'found' || it === 'join'))
  })

  scenario('the loss of one member stops nobody, and it comes back', async () => {
    for (const it of members) {
      writer.begin()
      await it.kill()
      await writer.more(10)
      it.start()
      await settled()
      assert.is(decisions(it).at(-1), 'go on')
    }
  })

  const orders = ordersOf([first, second, third])
  for (const [index, order] of orders.entries()) {
    const back = orders[(index + 2) % orders.length]!
    const how = index % 2 === 0 ? 'end' : 'die'
    scenario(
      `members that ${how} in the order ${short(order)} start in the order ${short(back)}`,
      async () => {
        writer.begin()
        await writer.more(5)
        for (const it of order) await (how === 'die' ? it.kill() : it.stop())
        for (const it of back) {
          it.start()
          await eventually(`${it.name} lives`, async () => (await it.probe('livez')) === 200, 120)
        }
        await settled()
      },
    )
  }

  scenario('a member with a lost volume comes back as another one, by a majority', async () => {
    writer.begin()
    await writer.more(5)
    for (const it of [third, second]) await it.kill()
    second.loseVolume()
    const old = await identity(first, second)
    const since = second.log().length
    second.start()
    await eventually(
      'it cannot be counted out',
      () => /etcd-0: remove: /.test(second.log().slice(since)),
      120,
    )
    assert.is(await first.probe('readyz'), 503)
    assert.is(await first.probe('livez'), 200)
    third.start()
    await settled()
    assert.is.not(await identity(first, second), old)
    assert.is.not(decisions(second).at(-1), 'found')
  })

  scenario('a first member with a lost volume founds nothing beside members that are down', async () => {
    writer.begin()
    await writer.more(5)
    const old = await identity(second, first)
    for (const it of members) await it.stop()
    first.loseVolume()
    const since = first.log().length
    first.start()
    await says(first, 'wait: etcd-1 not reached, etcd-2 not reached', since)
    second.start()
    await eventually('it cannot be counted out', () => /etcd-1: remove: /.test(first.log().slice(since)), 120)
    third.start()
    await settled()
    assert.is.not(await identity(second, first), old)
    assert.is.not(decisions(first).at(-1), 'found')
  })

  scenario('two members with lost volumes found nothing beside the third', async () => {
    writer.begin()
    await writer.more(5)
    await writer.pause()
    const before = members.map((it) => decisions(it).length)
    for (const it of members) await it.kill()
    first.loseVolume()
    second.loseVolume()
    const since = [first, second].map((it) => it.log().length)
    for (const it of members) it.start()
    for (const [index, it] of [first, second].entries())
      await eventually(
        `${it.name} cannot be counted out`,
        () => /etcd-2: remove: /.test(it.log().slice(since[index])),
        120,
      )
    assert.equal(
      members.map((it, index) => decisions(it).slice(before[index])),
      [[], [], ['go on']],
    )
  })

  test.after(async () => {
    await writer.pause()
    for (const it of members) await it.kill()
  })

  /** All members are ready and know the same three, the writer goes on, and no acknowledged key is missing. */
  async function settled(): Promise<void> {
    await ready(members)
    writer.begin()
    await writer.more(5)
    await writer.pause()
    for (const it of members) {
      assert.equal((await list(it)).map(({ name }) => name).toSorted(), ['etcd-0', 'etcd-1', 'etcd-2'])
      assert.equal(await writer.missing(it), [])
      assert.is(await it.probe('livez'), 200)
    }
  }
}

async function ready(members: readonly Member[]): Promise<void> {
  for (const it of members)
    await eventually(`${it.name} is ready`, async () => (await it.probe('readyz')) === 200, 180)
}

interface Entry {
  readonly ID: string
  readonly name: string
}

async function list(member: Member): Promise<readonly Entry[]> {
  return ((await member.call('cluster/member/list', {})) as { members: readonly Entry[] }).members
}

/** The number under which a member counts another; asked without the others' consent. */
async function identity(of: Member, member: Member): Promise<string | undefined> {
  const { members } = (await of.call('cluster/member/list', { linearizable: false })) as { members: Entry[] }
  return members.find((it) => it.name === member.name)?.ID
}

/** What was decided for a member, in order. */
function decisions(member: Member): readonly string[] {
  return Array.from(member.log().matchAll(/^\[etcd-decide\] (found|join|replace|go on): /gm), (it) => it[1]!)
}

/** Waits until this is the last that a member says while it waits. */
async function says(member: Member, text: string, since = 0): Promise<void> {
  await eventually(
    `${member.name} says "${text}"`,
    () => {
      const said = member
        .log()
        .slice(since)
        .match(/^\[etcd-decide\] wait: .*/gm)
        ?.at(-1)
      return said === `[etcd-decide] ${text}`
    },
    120,
  )
}

function diagnosis(member: Member): string {
  const lines = member.log().trimEnd().split('\n')
  const told = lines.filter((it) => it.startsWith('[etcd-decide]'))
  return [`--- ${member.name}`, ...told.slice(-10), '...', ...lines.slice(-10)].join('\n')
}

function short(members: readonly Member[]): string {
  return members.map((it) => it.name.at(-1)).join(', ')
}

test.run()
