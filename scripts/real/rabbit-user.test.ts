import { spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { eventually, run, systemUser, unusable } from './program.ts'
import { skipTest } from '../skip-test.ts'

/* The administrator and the users of a real RabbitMQ server, made by the scripts as they are shipped. */

const reason = unusable('rabbitmq', ['rabbitmq-server', 'epmd', 'escript', 'setpriv', 'python3'])
const script = (path: string) => fileURLToPath(new URL(`../../templates/${path}`, import.meta.url))

if (reason) {
  skipTest('users of RabbitMQ', reason)
} else {
  const { uid, gid } = systemUser('rabbitmq')
  const root = mkdtempSync(join(tmpdir(), 'rabbit-user-'))
  const write = (name: string, text: string) => writeFileSync(join(root, name), text)
  mkdirSync(join(root, 'home'))
  for (const it of [root, join(root, 'home')]) chownSync(it, uid, gid)
  const env = {
    PATH: ['/usr/lib/rabbitmq/bin', process.env['PATH'] ?? ''].join(delimiter),
    LANG: 'C.UTF-8',
    HOME: join(root, 'home'),
    ERL_EPMD_PORT: '45840',
    RABBITMQ_NODENAME: 'user@127.0.0.1',
    RABBITMQ_USE_LONGNAME: 'true',
    RABBITMQ_DIST_PORT: '45832',
    RABBITMQ_MNESIA_BASE: join(root, 'home/mnesia'),
    RABBITMQ_CONFIG_FILE: join(root, 'rabbitmq.conf'),
    RABBITMQ_CONFIG_FILES: join(root, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(root, 'plugins'),
    RABBITMQ_LOGS: '-',
  }
  write(
    'rabbitmq.conf',
    'listeners.tcp.default = 45830\nmanagement.tcp.port = 45831\ndisk_free_limit.absolute = 10MB\n',
  )
  write('plugins', '[rabbitmq_management].\n')
  const as = (words: readonly string[]) => [
    '--reuid=rabbitmq',
    '--regid=rabbitmq',
    '--clear-groups',
    ...words,
  ]
  const control = (...args: readonly string[]) => run('setpriv', as(['rabbitmqctl', '-q', ...args]), env)
  const log = openSync(join(root, 'log'), 'a')
  const start = (words: readonly string[]) =>
    spawn('setpriv', as(words), { env, detached: true, stdio: ['ignore', log, log] })
  const server = start(['rabbitmq-server'])
  const stop = () => {
    try {
      if (server.pid) process.kill(-server.pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
  process.on('exit', () => {
    stop()
    rmSync(root, { recursive: true, force: true })
  })

  const hostile = `it's "a" \\ $HOME \`id\` #%_;-- é`
  const makeAdmin = async (password: string) => {
    write('admin', password)
    const files = [join(root, 'home/started'), join(root, 'admin')]
    const command = [
      'escript',
      script('rabbitmq/files/rabbitmq-admin.escript'),
      env.RABBITMQ_NODENAME,
      ...files,
    ]
    return run('setpriv', as(command), env)
  }
  const makeUser = async (admin: string, user: string, password: string) => {
    write('admin-of-job', `${admin}\n`)
    write('password', `${password}\n`)
    return run('python3', [script('_needs/files/rabbit-user.py')], {
      RABBIT_API: 'http://127.0.0.1:45831',
      RABBIT_USER: user,
      RABBIT_PASSWORD_FILE: join(root, 'password'),
      RABBIT_ADMIN_PASSWORD_FILE: join(root, 'admin-of-job'),
      RABBIT_WAIT: '120',
    })
  }

  test('the administrator is made, its password set only when it does not fit, and guest is gone', async () => {
    await eventually('the server runs', async () => (await control('await_startup')).code === 0, 300)
    assert.match((await makeAdmin(hostile)).out, 'setting the password')
    assert.not.match((await makeAdmin(hostile)).out, 'setting the password')
    assert.match((await makeAdmin('another')).out, 'setting the password')
    const { out } = await control('list_users')
    assert.match(out, /^admin\t\[administrator\]$/m)
    assert.not.match(out, 'guest')
  })

  test('a user is made once, and its password is set only when it differs', async () => {
    for (const [password, what] of [
      [hostile, 'password set'],
      [hostile, 'the password fits'],
      ['other one', 'password set'],
      ['other one', 'the password fits'],
    ] as const) {
      const { code, out } = await makeUser('another', 'key stone/1', password)
      assert.is(code, 0, out)
      assert.is(out, `user key stone/1: ${what}\nvirtual host key stone/1 is ready`)
    }
    assert.is((await control('authenticate_user', 'key stone/1', 'other one')).code, 0)
    assert.match(
      (await control('list_permissions', '-p', 'key stone/1')).out,
      /^key stone\/1\t\.\*\t\.\*\t\.\*$/m,
    )
  })

  test('a wrong administrator is told after the wait, without any password', async () => {
    write('admin-of-job', 'wrong-secret\n')
    const { code, out } = await run('python3', [script('_needs/files/rabbit-user.py')], {
      RABBIT_API: 'http://127.0.0.1:45831',
      RABBIT_USER: 'a',
      RABBIT_PASSWORD_FILE: join(root, 'password'),
      RABBIT_ADMIN_PASSWORD_FILE: join(root, 'admin-of-job'),
      RABBIT_WAIT: '1',
    })
    assert.is.not(code, 0)
    assert.match(out, '401')
    assert.not.match(out, 'wrong-secret')
  })

  test.after(stop)
}

test.run()
