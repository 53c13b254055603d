import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { skipTest } from '../scripts/skip-test.ts'
import { shellsThatRun } from './test-support/shells.test-support.ts'

/* When the flows of a switch come back (templates/openvswitch/files/vswitchd-start.sh); its programs are stand-ins. */

const script = fileURLToPath(new URL('../templates/openvswitch/files/vswitchd-start.sh', import.meta.url))
const shells = shellsThatRun(':')
const scratch = mkdtempSync(join(tmpdir(), 'vswitchd-start-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

interface Trial {
  /** Times that the switch is asked for its bridges before it has all of them. */
  readonly late?: number
  /** The script that restores flows; none where there is none. */
  readonly restore?: string
}

if (shells.length === 0) skipTest('the start of a switch', 'no shell is here')

/** Starts a switch, and tells in which order what happened. */
function start(shell: readonly string[], { late = 0, restore }: Trial) {
  const folder = mkdtempSync(join(scratch, 'trial-'))
  const file = (name: string) => join(folder, name)
  const bin = file('bin')
  mkdirSync(bin)
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const note = (text: string) => `echo "${text}" >>${file('notes')}`
  program(
    'ovs-vsctl',
    `case "$*" in
  *'list Bridge') echo br-int; echo br-tun ;;
  *' set Open_vSwitch '*) ${note('waits')} ;;
  *' remove Open_vSwitch '*) ${note('works')} ;;
esac`,
  )
  // As the real one, it answers with what it has made so far.
  program(
    'ovs-appctl',
    `case "$*" in *version) exit 0 ;; esac
echo >>${file('asked')}
echo br-tun
[ "$(wc -l <${file('asked')})" -le ${late} ] || { ${note('has its bridges')}; echo br-int; }`,
  )
  // What ends before the flows are back would end them.
  program('ovs-vswitchd', `while ! grep -q works ${file('notes')}; do sleep 0.05; done`)
  if (restore !== undefined) {
    mkdirSync(file('saved-flows'))
    writeFileSync(file('saved-flows/restore'), restore.replaceAll('NOTE', file('notes')))
  }
  const { stderr } = spawnSync(shell[0]!, [...shell.slice(1), script], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: `${bin}:${process.env['PATH']}`, OVS_RUNDIR: folder, OVS_LOG_LEVEL: 'info' },
  })
  return {
    notes: readFileSync(file('notes'), 'utf8').trim().split('\n'),
    said: stderr.trim().split('\n').at(-1)!.replace(/^\S+ /, ''),
    kept: existsSync(file('saved-flows')),
  }
}

for (const shell of shells) {
  const [name] = shell

  test(`${name}: flows come back when the switch has all of its bridges, and not before`, () => {
    const restored = { late: 3, restore: 'echo groups >>NOTE\necho flows >>NOTE\n' }
    assert.equal(start(shell, restored), {
      notes: ['waits', 'has its bridges', 'groups', 'flows', 'works'],
      said: '[vswitchd-start] the flows are there again',
      kept: false,
    })
  })

  test(`${name}: what can be restored is, where something else cannot, and it is said`, () => {
    const { notes, said, kept } = start(shell, { restore: 'echo groups >>NOTE\nfalse\necho flows >>NOTE\n' })
    assert.equal(notes, ['waits', 'has its bridges', 'groups', 'groups', 'flows', 'works'])
    assert.is(said, '[vswitchd-start] not all flows could be restored')
    assert.not(kept)
  })

  test(`${name}: without flows of an earlier switch there is nothing to wait for`, () => {
    assert.equal(start(shell, {}), { notes: ['works'], said: '', kept: false })
  })
}

test.run()
