import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { layOpenVSwitch } from './open-vswitch.ts'
import { eventually, unusable } from './program.ts'
import { skipTest } from '../skip-test.ts'

/*
 * The real database and the real switch of a node, with the users and capabilities of their definitions. The switch runs
 * without its kernel module, so no packet is seen; what is seen is that its flows outlive it.
 */

const reason = unusable('root', ['ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'ovs-ofctl', 'setpriv'])

if (reason) {
  skipTest('Open vSwitch', reason)
} else {
  const ovs = layOpenVSwitch()
  const flow = 'table=3,priority=7,ip,nw_dst=192.0.2.7,actions=output:1'
  const waiting = () =>
    ovs.configure('--bare', 'get', 'Open_vSwitch', '.', 'other_config').then((it) => it.out)
  let flows: readonly string[] = []

  test('agents, which are no root, configure the switch', async () => {
    await ovs.startDatabase()
    await ovs.startSwitch()
    const { code, out } = await ovs.configure('add-br', 'br-int', '--', 'set-fail-mode', 'br-int', 'secure')
    assert.is(code, 0, out)
    assert.is((await ovs.openflow('add-flow', 'br-int', flow)).code, 0)
    assert.is((await ovs.openflow('add-group', 'br-int', 'group_id=5,type=all,bucket=output:1')).code, 0)
    flows = await ovs.flows('br-int')
    assert.is(flows.length, 1)
    assert.is(statSync(join(ovs.folder, 'db.sock')).mode & 0o777, 0o770)
  })

  test('a switch that is stopped leaves its flows to the next one', async () => {
    await ovs.stopSwitch()
    assert.ok(existsSync(join(ovs.folder, 'saved-flows/restore')))
    await ovs.startSwitch()
    await eventually('the flows are there again', () => ovs.log().includes('the flows are there again'))
    assert.equal(await ovs.flows('br-int'), flows)
    const groups = (await ovs.openflow('dump-groups', 'br-int')).out
    assert.match(groups, 'group_id=5', groups)
    await eventually('the switch works', async () => !(await waiting()).includes('flow-restore-wait'))
    assert.not.ok(existsSync(join(ovs.folder, 'saved-flows')))
  })

  test('flows that were saved long ago are left to the agents', async () => {
    await ovs.stopSwitch()
    ovs.age('saved-flows/restore', 16)
    await ovs.startSwitch()
    assert.equal(await ovs.flows('br-int'), [])
    assert.not.match(await waiting(), 'flow-restore-wait')
    await ovs.openflow('add-flow', 'br-int', flow)
  })

  test('a switch that dies while it waits for its flows does not leave the next one waiting', async () => {
    await ovs.killSwitch()
    await ovs.configure('--no-wait', 'set', 'Open_vSwitch', '.', 'other_config:flow-restore-wait=true')
    await ovs.startSwitch()
    await eventually('the switch works', async () => !(await waiting()).includes('flow-restore-wait'))
  })

  test('the database may start again: bridges stay, and so do flows', async () => {
    await ovs.openflow('add-flow', 'br-int', flow)
    await ovs.stopDatabase()
    await ovs.startDatabase()
    assert.is((await ovs.configure('list-br')).out, 'br-int')
    assert.equal(await ovs.flows('br-int'), flows)
  })

  test('after the node started again, its folder is empty and so is the switch', async () => {
    await ovs.stopSwitch()
    await ovs.stopDatabase()
    rmSync(ovs.folder, { recursive: true })
    await ovs.startDatabase()
    await ovs.startSwitch()
    assert.is((await ovs.configure('list-br')).out, '')
  })

  test.after(async () => {
    await ovs.killSwitch()
    await ovs.stopDatabase()
  })
}

test.run()
