import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { makeSecret } from '../../compiler/commands/make-secret.ts'
import { compile } from '../../compiler/compile.ts'
import { readBuiltIn } from '../../compiler/edge/built-in.ts'
import type { DeployedEnvironment } from '../../compiler/model/deployment.ts'
import type { SourceFile } from '../../compiler/model/source.ts'
import { startDatabase } from './lab-database.ts'
import { openLab } from './lab.ts'
import type { Daemon } from './lab.ts'
import { eventually, unusable } from './program.ts'
import { releaseFolder, triedReleases } from './release.ts'
import { skipTest } from '../skip-test.ts'

/* The databases and cells of the compute service, its two APIs, and its flavors, made by the jobs of its chart. */

const missing = unusable('mysql', ['mariadbd', 'mariadb-install-db', 'memcached', 'unshare', 'nsenter', 'ip'])
const services =
  'mariadb, memcached, rabbitmq, keystone, placement-api, nova-api, nova-conductor, nova-scheduler'
const admin = 'Admin-0.9_~'
/** With everything that means something in an address, in the template of one, and in a configuration file. */
const hostile = 'p@ss/{x}%$:?#&'

for (const release of triedReleases()) {
  const folder = missing ? undefined : releaseFolder(release)
  const reason = missing ?? (folder ? undefined : 'its programs cannot be installed')
  if (reason) skipTest(`nova ${release}`, reason)
  else tryRelease(release, folder!)
}

function environmentOf(release: string): DeployedEnvironment {
  const flavors = `[{name: small, id: auto, ram: 64, disk: 1, vcpus: 1, public: false, extra_specs: {"hw:a": b}},
  {name: large, id: 7, ram: 512, disk: 3, vcpus: 2, swap: 32}]`
  const { environments, diagnostics } = compile(
    new Map<string, SourceFile>([
      ...readBuiltIn(),
      ['nodes.yaml', '[node1]\n'],
      [
        'environments/lab.yaml',
        `release: "${release}"\nnodes: {node1$: {roles: [all]}}\nroles: {all: [${services}]}
configs: {nova: {processes: 1, bootstrap: {flavors: ${flavors}}}}\n`,
      ],
    ]),
  )
  assert.equal(
    diagnostics.filter((it) => it.severity === 'error'),
    [],
  )
  return environments[0]!
}

function tryRelease(release: string, folder: string): void {
  const say = (text: string) => `${release}: ${text}`
  const environment = environmentOf(release)
  const service = (name: string) => environment.services.find((it) => it.name === name)!
  const key = (): string =>
    makeSecret({ at: environment.services[0]!.at as never, generate: 'fernet' }, []).get('')!
  const passwords = ['database-password', 'api-database-password', 'identity-password', 'rpc-password']
  const secrets = new Map([
    ['service-mariadb/root-password', admin],
    ['component-keystone/database-password', admin],
    ['component-keystone/admin-password', admin],
    ['component-keystone/notifications-password', admin],
    ...['fernet/0', 'fernet/1', 'credential/0', 'credential/1'].map(
      (it) => [`component-keystone-${it}`, key()] as const,
    ),
    ...[...passwords, 'notifications-password', 'metadata-proxy'].map(
      (it) => [`component-nova/${it}`, hostile] as const,
    ),
    ['component-nova/identity-cache-key', '0'.repeat(64)],
  ])
  const lab = openLab(environment, join(folder, 'bin'), secrets)
  mkdirSync(join(lab.root, 'run/var/lib'), { recursive: true })
  symlinkSync(folder, join(lab.root, 'run/var/lib/openstack'))
  const servers = new Map<string, Daemon>()

  const jobs = async (name: string, ...wanted: readonly string[]): Promise<string> => {
    let told = ''
    for (const it of wanted) {
      const job = service(name).jobs.find(({ name: other }) => other === it)
      assert.ok(job, `${name} has no job ${it}`)
      const { code, out } = await lab.run(job)
      assert.is(code, 0, `${it}: ${out}`)
      assert.not.ok(out.includes(hostile), `${it} tells a password`)
      told = out
    }
    return told
  }
  const sql = async (query: string): Promise<readonly string[]> => {
    const { code, out } = await lab.exec(
      ['mariadb', '--no-defaults', '-h', '127.0.0.1', '-u', 'root', '-N', '-e', query],
      { MYSQL_PWD: admin },
    )
    assert.is(code, 0, out)
    return out === '' ? [] : out.split('\n')
  }
  const status = async (url: string): Promise<string> => {
    const code = `import sys, urllib.request as r, urllib.error as e
try: print(r.urlopen(sys.argv[1]).status)
except e.HTTPError as error: print(error.code)`
    return (await lab.exec(['python3', '-c', code, url])).out.split('\n').at(-1)!
  }
  const cells = () =>
    sql('SELECT name, transport_url, database_connection FROM nova_api.cell_mappings ORDER BY name')
  const database = '{scheme}://{username}:{password}@{hostname}:{port}'
  const entered = [
    `cell0\tnone:///\t${database}/nova_cell0?{query}`,
    `cell1\t${database}/{path}\t${database}/{path}?{query}`,
  ]

  test(say('three databases are made and filled, and both cells entered, without passwords'), async () => {
    await startDatabase(lab, admin)
    const made = ['database-create', 'api-database-create', 'api-db-sync', 'cells', 'db-sync']
    await jobs('nova-api', ...made)
    assert.equal(await cells(), entered)
    const [tables, failed] = await Promise.all(
      ['nova', 'nova_cell0'].map((it) => sql(`SHOW TABLES IN ${it}`)),
    )
    assert.ok(tables!.includes('instances'))
    assert.equal(failed, tables)
  })

  test(say('all of it again changes nothing; entries of others are corrected'), async () => {
    const [uuid] = await sql("SELECT uuid FROM nova_api.cell_mappings WHERE name = 'cell1'")
    await jobs('nova-api', 'database-create', 'api-database-create', 'api-db-sync', 'cells', 'db-sync')
    assert.equal(await cells(), entered)
    await sql(
      "UPDATE nova_api.cell_mappings SET transport_url = 'rabbit://x:y@z/', database_connection = 'mysql://a'",
    )
    await jobs('nova-api', 'cells')
    assert.equal(await cells(), entered)
    assert.equal(await sql("SELECT uuid FROM nova_api.cell_mappings WHERE name = 'cell1'"), [uuid])
  })

  test(say('another password is set and used, and the entries of the cells stay true'), async () => {
    for (const it of ['database-password', 'api-database-password'])
      secrets.set(`component-nova/${it}`, 'an{o}ther w:/?@')
    await jobs('nova-api', 'database-create', 'api-database-create', 'db-sync', 'online-data-migrations')
    assert.equal(await cells(), entered)
  })

  test(say('both APIs answer, and let nobody in who is not known'), async () => {
    const cache = service('memcached').containers[0]!
    lab.spawn([...cache.command, '-u', 'root'])
    await jobs('keystone', 'database-create', 'db-sync', 'bootstrap')
    servers.set('keystone', lab.start(service('keystone').containers[0]!))
    const keystone = 'http://keystone.lab.svc.cluster.local:5000/healthcheck'
    await eventually('keystone answers', async () => (await status(keystone)) === '200', 300)
    await jobs('nova-api', 'identity-user', 'endpoint-register')
    for (const it of service('nova-api').containers) servers.set(it.name, lab.start(it))
    for (const [name, port] of [
      ['nova-api', 8774],
      ['nova-metadata', 8775],
    ] as const)
      await eventually(
        `${name} answers`,
        async () => {
          assert.ok(servers.get(name)!.running(), servers.get(name)!.log())
          return (await status(`http://nova-api.lab.svc.cluster.local:${port}/`)) === '200'
        },
        300,
      )
    assert.is(await status('http://127.0.0.1:8774/v2.1/servers'), '401')
    assert.is(await status('http://127.0.0.1:8775/latest/meta-data/'), '400', 'without a signature')
    assert.equal(await sql('SELECT DISTINCT host FROM nova.services'), ['nova-api'])
  })

  test(say('flavors are made once, with all that was asked for'), async () => {
    assert.is(
      await jobs('nova-api', 'flavors'),
      'made the flavor small\nmade the flavor large\nthe flavors are there',
    )
    const columns = 'f.name, memory_mb, root_gb, vcpus, swap, is_public, s.value'
    const found = () =>
      sql(
        `SELECT ${columns} FROM nova_api.flavors f LEFT JOIN nova_api.flavor_extra_specs s ON s.flavor_id = f.id`,
      )
    const made = ['small\t64\t1\t1\t0\t0\tb', 'large\t512\t3\t2\t32\t1\tNULL']
    assert.equal(await found(), made)
    assert.is(await jobs('nova-api', 'flavors'), 'the flavors are there')
    assert.equal(await found(), made)
  })

  test(say('the APIs stop when they are told to'), async () => {
    for (const name of ['nova-api', 'nova-metadata'])
      assert.is(await servers.get(name)!.stop(), 0, servers.get(name)!.log())
  })

  test(say('the lab is closed'), () => lab.close())
}

test.run()
