import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { skipTest } from '../scripts/skip-test.ts'
import { shellsThatRun } from './test-support/shells.test-support.ts'

/* What the start of Neutron's programs makes of the databases that a file names (templates/neutron/files/neutron-start.sh). */

const script = fileURLToPath(new URL('../templates/neutron/files/neutron-start.sh', import.meta.url))
const shells = shellsThatRun('getent hosts localhost')
const folder = mkdtempSync(join(tmpdir(), 'neutron-start-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const table: readonly (readonly [line: string, nb: string])[] = [
  ['', ''],
  ['# ovn_nb_connection = tcp:localhost:1', ''],
  ['ovn_nb_connection = tcp:192.0.2.1:6641', 'tcp:192.0.2.1:6641'],
  ['ovn_nb_connection=ssl:192.0.2.1:6641,tcp:192.0.2.2:6641', 'ssl:192.0.2.1:6641,tcp:192.0.2.2:6641'],
  ['ovn_nb_connection = tcp:[2001:db8::1]:6641', 'tcp:[2001:db8::1]:6641'],
  ['ovn_nb_connection = unix:/run/ovn/ovnnb_db.sock', 'unix:/run/ovn/ovnnb_db.sock'],
]

if (shells.length === 0) skipTest('the start of neutron', 'no shell here finds addresses')

for (const [name, ...rest] of shells) {
  const start = (line: string) => {
    const file = join(folder, 'ml2_conf.ini')
    writeFileSync(file, `[ml2]\nmechanism_drivers = ovn\n\n[ovn]\n${line}\n`)
    const shown = 'echo "${OS_OVN__OVN_NB_CONNECTION-} ${OS_OVN__OVN_SB_CONNECTION-}" "$@"'
    const args = [...rest, script, file, 'sh', '-c', shown, 'sh', 'a  b', '*']
    return spawnSync(name, args, { encoding: 'utf8', env: { PATH: process.env['PATH'] } })
  }

  for (const [line, expected] of table)
    test(`${name}: "${line}" gives "${expected}"`, () => {
      assert.is(start(line).stdout, `${expected}  a  b *\n`)
    })

  test(`${name}: a name becomes an address`, () => {
    assert.match(start('ovn_nb_connection = tcp:localhost:6641').stdout, /^tcp:(127\.0\.0\.1|\[::1\]):6641 /)
  })

  test(`${name}: a name without an address is told, and nothing is started`, () => {
    const { status, stdout, stderr } = start('ovn_nb_connection = tcp:nobody.invalid:6641')
    assert.is(status, 1)
    assert.is(stdout, '')
    assert.match(stderr, 'there is no address of nobody.invalid, which')
  })
}

test.run()
