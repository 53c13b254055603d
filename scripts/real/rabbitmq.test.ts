import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { eventually, systemUser, unusable } from './program.ts'
import { layCluster, type Member } from './rabbitmq-cluster.ts'

/* Three real servers, started by the scripts as they are shipped, on one host. */

const reason = unusable('rabbitmq', ['rabbitmq-server', 'epmd', 'escript', 'setpriv'])

if (reason) {
  test(`skipped: ${reason}`, () => {})
} else {
  const { members, makeUser } = layCluster(3, systemUser('rabbitmq'))
  const [first, second, third] = members as [Member, Member, Member]
  let failed: string | undefined

  scenario('members that start empty form one cluster, which waits for the last of them', async () => {
    third.start()
    second.start()
    await eventually('both wait for the first', () =>
      [second, third].every((it) => it.log().includes('rabbit0@127.0.0.1: not reached')),
    )
    assert.is((await third.script('rabbitmq-alive.sh')).code, 0)
    first.start()
    await whole()
    assert.equal(
      members.map((it) => it.log().match(/\[rabbitmq-start\] (found|join)/)?.[1]),
      ['found', 'join', 'join'],
    )
  })

  scenario('there is an administrator, and the account guest is gone', async () => {
    await eventually('it is so', async () => {
      const users = (await second.control('list_users')).out
      return /^admin\t\[administrator\]$/m.test(users) && !users.includes('guest')
    })
  })

  const hostile = `it's "a" \\ $HOME \`id\` #%_;-- \\n`

  scenario('a user is made once, and its password is set only when it does not fit', async () => {
    const turns = [
      [hostile, 'password set'],
      [hostile, 'the password fits'],
      ['-another', 'password set'],
      ['-another', 'the password fits'],
    ] as const
    for (const [password, what] of turns) {
      const answer = await makeUser('nova', password)
      assert.is(answer.out, `user nova: ${what}\nvirtual host nova is ready`)
      assert.is(answer.code, 0)
    }
    assert.match((await third.control('list_permissions', '-p', 'nova')).out, /^nova\t\.\*\t\.\*\t\.\*$/m)
  })

  scenario('a member that dies comes back to its cluster', async () => {
    second.kill()
    await eventually('it is missed', async () => (await running(first)) === 2)
    second.start()
    await whole()
  })

  scenario('a member with a lost volume joins those that run', async () => {
    await first.stop()
    first.loseVolume()
    first.start()
    await whole()
    await kept()
  })

  scenario('a first member with a lost volume founds nothing beside members that are down', async () => {
    for (const it of members) await it.stop()
    first.loseVolume()
    const before = first.log().length
    first.start()
    await eventually('it waits', () => first.log().slice(before).includes('rabbit1@127.0.0.1: not reached'))
    second.start()
    third.start()
    await whole()
    assert.not.ok(first.log().slice(before).includes('[rabbitmq-start] found'))
    await kept()
  })

  scenario('all members start together after a full stop, in any order', async () => {
    for (const it of members) await it.stop()
    for (const it of members) it.start()
    await whole()
    for (const it of [third, first, second]) it.kill()
    for (const it of [second, third, first]) it.start()
    await whole()
    await kept()
  })

  test.after(() => {
    for (const it of members) it.kill()
  })

  /** After one that failed the others would only wait for what cannot come. */
  function scenario(name: string, run: () => Promise<void>): void {
    test(name, async () => {
      assert.not(failed, `not run: "${failed}" failed`)
      failed = name
      await run().catch((error: unknown) => {
        throw new Error(members.map((it) => `${it.node}: ${it.log().slice(-1500)}`).join('\n'), {
          cause: error,
        })
      })
      failed = undefined
    })
  }

  /** Every member sees all of them. One that ended starts again, as a container does. */
  async function whole(): Promise<void> {
    for (const seen of members) {
      const hope = `${seen.node} sees all members`
      await eventually(
        hope,
        async () => {
          for (const it of members) if (!it.running()) it.start()
          return (await running(seen)) === members.length
        },
        120,
      )
    }
  }

  /** What was made before is still there, on the member that lost everything too. */
  async function kept(): Promise<void> {
    assert.match((await first.control('list_users')).out, /^nova\t/m)
    assert.match((await makeUser('nova', '-another')).out, /^user nova: the password fits$/m)
  }
}

/** How many members this one sees running. */
async function running(member: Member): Promise<number> {
  const answer = await member.control('cluster_status', '--formatter', 'json')
  if (answer.code !== 0) return 0
  const status = JSON.parse(answer.out) as { readonly running_nodes: readonly string[] }
  return status.running_nodes.length
}

test.run()
