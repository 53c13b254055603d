import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { client, layCluster, port, rootPassword } from './galera-cluster.ts'
import { run, systemUser, unusable } from './program.ts'
import { skipTest } from '../skip-test.ts'

/* db-create.sh against a real server: a cluster of one member. */

const script = fileURLToPath(new URL('../../templates/_needs/files/db-create.sh', import.meta.url))
const reason = unusable('mysql', ['mariadbd', 'mariadb', 'socat', 'setpriv'])

if (reason) {
  skipTest('databases and their users', reason)
} else {
  const [server] = layCluster(1, systemUser('mysql'))
  assert.ok(server)
  const secrets = mkdtempSync(join(tmpdir(), 'db-create-'))
  const hostile = [
    `plain`,
    `it's`,
    `"double" 'single' \`back\``,
    `back\\slash\\`,
    `\\'; DROP DATABASE mysql; -- `,
    ` # ; $HOME $(id) %s %n \\n`,
    `--password`,
    `'`,
  ]

  test('waits for a server that starts', async () => {
    server.start()
    const answer = await create('first', 'first', 'x')
    assert.is(answer.code, 0, answer.out)
    assert.match(
      answer.out,
      /^waiting for 127\.0\.0\.11: .*\nuser first: password set\ndatabase first is ready$/,
    )
  })

  for (const [index, password] of hostile.entries()) {
    test(`a database, its user and the password ${JSON.stringify(password)} are made once`, async () => {
      const name = `nova_api${index}`
      const made = await create(name, name, password)
      assert.is(made.out, `user ${name}: password set\ndatabase ${name} is ready`)
      const before = await server.sql(`SELECT Priv FROM mysql.global_priv WHERE User = '${name}'`)
      const again = await create(name, name, password)
      assert.is(again.out, `user ${name}: the password fits\ndatabase ${name} is ready`)
      assert.equal(await server.sql(`SELECT Priv FROM mysql.global_priv WHERE User = '${name}'`), before)
      const use = await client(
        server.address,
        name,
        password,
        `CREATE TABLE ${name}.t (n INT); DROP TABLE ${name}.t`,
      )
      assert.is(use.code, 0, use.out)
    })
  }

  test('another password is set, and the one before no longer fits', async () => {
    assert.match((await create('nova_api0', 'nova_api0', `new'`)).out, /^user nova_api0: password set$/m)
    assert.is((await client(server.address, 'nova_api0', `new'`, 'SELECT 1')).out, '1')
    assert.match((await client(server.address, 'nova_api0', 'plain', 'SELECT 1')).out, /Access denied/)
  })

  test('an underscore in the name of a database grants nothing on another one', async () => {
    assert.is((await create('novaXapi0', 'other', 'x')).code, 0)
    const denied = await client(server.address, 'nova_api0', `new'`, 'USE novaXapi0')
    assert.match(denied.out, /Access denied/)
  })

  test('a user has several databases with one password', async () => {
    const answer = await create('cell1', 'cells', 'x', { DB_OTHERS: 'cell_0 cell2' })
    assert.is(
      answer.out,
      'user cells: password set\ndatabase cell1 is ready\ndatabase cell_0 is ready\ndatabase cell2 is ready',
    )
    for (const name of ['cell1', 'cell_0', 'cell2'])
      assert.is((await client(server.address, 'cells', 'x', `CREATE TABLE ${name}.t (n INT)`)).code, 0)
    await create('cellX0', 'other', 'x')
    assert.match((await client(server.address, 'cells', 'x', 'USE cellX0')).out, /Access denied/)
  })

  test('names are quoted, and the character set is that of a new database', async () => {
    const name = "o'dd`name"
    const answer = await create(name, name, 'x', { DB_CHARSET: 'utf8mb3' })
    assert.is(answer.code, 0, answer.out)
    const rows = await server.sql(
      'SELECT schema_name, default_collation_name FROM information_schema.schemata' +
        " WHERE schema_name IN ('first', 'o\\'dd`name') ORDER BY 1",
    )
    assert.is(rows.out, "first\tutf8mb4_general_ci\no'dd`name\tutf8mb3_general_ci")
  })

  test('says what is wrong, without passwords', async () => {
    const empty = await create('first', 'first', '')
    assert.is(empty.code, 1)
    assert.match(empty.out, /the password in .* is empty$/)
    const unknown = await create('first', 'first', 'a-password', { DB_CHARSET: 'utf9' })
    assert.is(unknown.code, 1)
    assert.match(unknown.out, /^db-create: ERROR 1115 .*Unknown character set: 'utf9'$/)
    const nobody = await create('first', 'first', 'a-password', { DB_HOST: '127.0.0.99', DB_WAIT: '2' })
    assert.match(nobody.out, /db-create: no login as root at 127\.0\.0\.99: ERROR 2002/)
    const long = await create('first', 'u'.repeat(200), 'a-password')
    assert.is(long.code, 1)
    assert.not.match(long.out, /a-password/)
  })

  test.after(() => {
    server.kill()
    rmSync(secrets, { recursive: true })
  })

  function create(name: string, user: string, password: string, more: Record<string, string> = {}) {
    writeFileSync(join(secrets, 'user'), `${password}\n`)
    writeFileSync(join(secrets, 'root'), `${rootPassword}\n`)
    return run('sh', [script], {
      PATH: process.env['PATH'] ?? '',
      DB_HOST: server!.address,
      DB_PORT: String(port),
      DB_NAME: name,
      DB_USER: user,
      DB_PASSWORD_FILE: join(secrets, 'user'),
      DB_ADMIN_PASSWORD_FILE: join(secrets, 'root'),
      DB_WAIT: '60',
      ...more,
    })
  }
}

test.run()
