import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { skipTest } from '../scripts/skip-test.ts'
import { shellsThatRun } from './test-support/shells.test-support.ts'

/* The probe of daemons that serve no port: whether one has a connection to its message queue. */

const script = readFileSync(new URL('../templates/_partials/connected.hbs', import.meta.url), 'utf8')
const shells = shellsThatRun(':')

function probe([program = '', ...rest]: readonly string[], name: string, port: number): number | null {
  return spawnSync(program, [...rest, '-c', script, 'connected.sh', name, String(port)]).status
}

/** Listens on a port of an address with one connection to it of this process, if asked for. */
async function withServer(host: string, connected: boolean, use: (port: number) => void): Promise<void> {
  const server = createServer().listen(0, host)
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const client = connected ? connect(port, host) : undefined
  if (client)
    await Promise.all([
      new Promise((it) => client.once('connect', it)),
      new Promise((it) => server.once('connection', it)),
    ])
  use(port)
  client?.destroy()
  server.close()
}

if (!existsSync('/proc/net/tcp')) skipTest('the probe of connections', 'there is no /proc/net/tcp')
else
  for (const shell of shells) {
    for (const host of ['127.0.0.1', '::1'])
      test(`${shell[0]}: a connection of a process of that name counts (${host})`, async () => {
        await withServer(host, true, (port) => {
          assert.is(probe(shell, 'node', port), 0)
          assert.is(probe(shell, 'no-such-daemon', port), 1)
        })
      })

    test(`${shell[0]}: a port that is listened on is no connection`, async () => {
      await withServer('127.0.0.1', false, (port) => assert.is(probe(shell, 'node', port), 1))
    })
  }

test.run()
