import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { makeSecret } from '../../compiler/commands/make-secret.ts'
import { compile } from '../../compiler/compile.ts'
import { readBuiltIn } from '../../compiler/edge/built-in.ts'
import type { DeployedEnvironment, Job } from '../../compiler/model/deployment.ts'
import type { SourceFile } from '../../compiler/model/source.ts'
import { startDatabase } from './lab-database.ts'
import { openLab } from './lab.ts'
import type { Daemon } from './lab.ts'
import { eventually, unusable } from './program.ts'
import { releaseFolder, triedReleases } from './release.ts'
import { skipTest } from '../skip-test.ts'

/* Keystone, bootstrapped and running as in its chart, and the jobs that make users and endpoints there. */

const missing = unusable('mysql', ['mariadbd', 'mariadb-install-db', 'memcached', 'unshare', 'nsenter', 'ip'])
const hostile = `it's "a" \\ $HOME \`id\` #%_;-- é`
/** Migrations of some projects take no percent signs in the database's address, so its password has plain characters. */
const plain = 'Plain-0.9_~'
const other = 'ano-ther @:/?'

for (const release of triedReleases()) {
  const folder = missing ? undefined : releaseFolder(release)
  const reason = missing ?? (folder ? undefined : 'its programs cannot be installed')
  if (reason) skipTest(`keystone ${release}`, reason)
  else tryRelease(release, join(folder!, 'bin'))
}

function environmentOf(release: string, settings: string): DeployedEnvironment {
  const services = 'mariadb, memcached, keystone, placement-api'
  const { environments, diagnostics } = compile(
    new Map<string, SourceFile>([
      ...readBuiltIn(),
      ['nodes.yaml', '[node1]\n'],
      [
        'environments/lab.yaml',
        `release: "${release}"\nnodes: {node1$: {roles: [all]}}\nroles: {all: [${services}]}\nconfigs: {${settings}}\n`,
      ],
    ]),
  )
  assert.equal(
    diagnostics.filter((it) => it.severity === 'error'),
    [],
  )
  return environments[0]!
}

function jobOf(environment: DeployedEnvironment, service: string, name: string): Job {
  const job = environment.services.find((it) => it.name === service)?.jobs.find((it) => it.name === name)
  assert.ok(job, `${service} has no job ${name}`)
  return job
}

function tryRelease(release: string, path: string): void {
  const say = (text: string) => `${release}: ${text}`
  const environment = environmentOf(release, '')
  const key = (): string =>
    makeSecret({ at: environment.services[0]!.at as never, generate: 'fernet' }, []).get('')!
  const secrets = new Map([
    ['service-mariadb/root-password', hostile],
    ['component-keystone/database-password', plain],
    ['component-keystone/admin-password', hostile],
    ...['fernet/0', 'fernet/1', 'credential/0', 'credential/1'].map(
      (it) => [`component-keystone-${it}`, key()] as const,
    ),
    ['component-placement/identity-password', hostile],
  ])
  const lab = openLab(environment, path, secrets)
  const api = 'http://keystone.lab.svc.cluster.local:5000'
  const keystone = environment.services.find((it) => it.name === 'keystone')!.containers[0]!
  let server: Daemon | undefined
  const job = (service: string, name: string, of = environment) => lab.run(jobOf(of, service, name))

  /** What the identity service answers to a request; the token of a login. */
  const ask = async (code: string, env: Record<string, string> = {}) => {
    const { code: status, out } = await lab.exec(['python3', '-c', code], { URL: `${api}/v3`, ...env })
    return status === 0 ? out : `failed: ${out.split('\n').at(-1)}`
  }
  const prelude = `import os
from keystoneauth1 import session
from keystoneauth1.identity import v3
url = os.environ["URL"]
`
  const login = (user: string, project: string, password: string) =>
    ask(
      `${prelude}login = v3.Password(auth_url=url, username=os.environ["NAME"], password=os.environ["PASSWORD"],
  user_domain_name="Default", project_name=os.environ["PROJECT"], project_domain_name="Default")
print(session.Session(auth=login).get_token())`,
      { NAME: user, PROJECT: project, PASSWORD: password },
    )
  const isValid = (token: string) =>
    ask(
      `${prelude}s = session.Session()
h = {"X-Auth-Token": os.environ["TOKEN"], "X-Subject-Token": os.environ["TOKEN"]}
print(s.get(url + "/auth/tokens", headers=h, raise_exc=False).status_code)`,
      { TOKEN: token },
    )
  const endpoints = async (type: string) =>
    ask(
      `${prelude}login = v3.Password(auth_url=url, username="admin", password=os.environ["PASSWORD"],
  user_domain_name="Default", project_name="admin", project_domain_name="Default")
s = session.Session(auth=login)
services = {it["id"] for it in s.get(url + "/services").json()["services"] if it["type"] == "${type}"}
found = [it for it in s.get(url + "/endpoints").json()["endpoints"] if it["service_id"] in services]
print("\\n".join(sorted(f"{it['region_id']} {it['interface']} {it['url']}" for it in found)))`,
      { PASSWORD: secrets.get('component-keystone/admin-password')! },
    )

  test(say('the database is made and filled, and the cloud bootstrapped'), async () => {
    await startDatabase(lab, hostile)
    const cache = environment.services.find((it) => it.name === 'memcached')!.containers[0]!
    lab.spawn([...cache.command, '-u', 'root'])
    for (const it of ['database-create', 'db-sync', 'bootstrap', 'db-sync']) {
      const { code, out } = await job('keystone', it)
      assert.is(code, 0, `${it}: ${out}`)
      assert.not.match(out, hostile)
    }
  })

  test(say('the API answers, and lets the administrator in'), async () => {
    server = lab.start(keystone)
    const healthy = () => ask(`import urllib.request as r\nprint(r.urlopen("${api}/healthcheck").status)`)
    await eventually('keystone answers', async () => {
      assert.ok(server!.running(), server!.log())
      return (await healthy()) === '200'
    })
    assert.not.match(await login('admin', 'admin', hostile), 'failed')
    assert.match(await login('admin', 'admin', 'wrong'), 'HTTP 401')
    const own = 'http://keystone.lab.svc.cluster.local:5000/v3'
    assert.is(
      await endpoints('identity'),
      ['admin', 'internal', 'public'].map((it) => `RegionOne ${it} ${own}`).join('\n'),
    )
  })

  test(say('bootstrapping again changes nothing, and sets a rotated password'), async () => {
    const token = await login('admin', 'admin', hostile)
    assert.is((await job('keystone', 'bootstrap')).code, 0)
    assert.is(await isValid(token), '200')
    secrets.set('component-keystone/admin-password', other)
    assert.is((await job('keystone', 'bootstrap')).code, 0)
    assert.match(await login('admin', 'admin', hostile), 'HTTP 401')
    assert.not.match(await login('admin', 'admin', other), 'failed')
  })

  test(say('another address of the API is told to the catalogue'), async () => {
    const published = environmentOf(release, 'ingress: {enabled: true, domain: example.org, port: 443}')
    assert.is((await job('keystone', 'bootstrap', published)).code, 0)
    assert.match(await endpoints('identity'), 'RegionOne public https://identity.example.org/v3')
  })

  test(say('a service gets its user once; its password is set only when it differs'), async () => {
    const made = await job('placement-api', 'identity-user')
    assert.is(made.code, 0, made.out)
    assert.match(made.out, 'making the user placement')
    const token = await login('placement', 'service', hostile)
    assert.not.match(token, 'failed')
    const again = await job('placement-api', 'identity-user')
    assert.is(again.out, 'the user placement is as it should be')
    assert.is(await isValid(token), '200')

    secrets.set('component-placement/identity-password', other)
    assert.match(
      (await job('placement-api', 'identity-user')).out,
      'setting the password of the user placement',
    )
    assert.match(await login('placement', 'service', hostile), 'HTTP 401')
    assert.not.match(await login('placement', 'service', other), 'failed')
    assert.is(await isValid(token), '401', 'a token from before is void')
  })

  test(say('an API is in the catalogue once, where it is'), async () => {
    const url = 'http://placement-api.lab.svc.cluster.local:8778'
    assert.match((await job('placement-api', 'endpoint-register')).out, `making the public endpoint ${url}`)
    const before = await endpoints('placement')
    assert.is(before, `RegionOne internal ${url}\nRegionOne public ${url}`)
    const again = await job('placement-api', 'endpoint-register')
    assert.is(again.out, 'the endpoints of placement are as they should be')
    assert.is(await endpoints('placement'), before)
    const published = environmentOf(release, 'ingress: {enabled: true, domain: example.org, port: 443}')
    const changed = await job('placement-api', 'endpoint-register', published)
    assert.match(changed.out, `changing the public endpoint from ${url} to https://placement.example.org`)
    assert.is(
      await endpoints('placement'),
      `RegionOne internal ${url}\nRegionOne public https://placement.example.org`,
    )
  })

  test(say('a wrong administrator is told in one line, without any password'), async () => {
    secrets.set('component-keystone/admin-password', 'wrong-secret')
    const { code, out } = await job('placement-api', 'identity-user')
    secrets.set('component-keystone/admin-password', other)
    assert.is.not(code, 0)
    assert.match(out, /^the identity service answered: .*HTTP 401\)?.*$/)
    assert.not.match(out, 'wrong-secret')
  })

  test(say('rotated keys are taken up while it runs, and tokens stay valid'), async () => {
    const before = await login('admin', 'admin', other)
    const keys = join(lab.root, 'etc/keystone/fernet-keys')
    // The key that waited signs from now on.
    writeFileSync(join(keys, '2'), secrets.get('component-keystone-fernet/0')!)
    writeFileSync(join(keys, '0'), key())
    const after = await login('admin', 'admin', other)
    assert.is(await isValid(before), '200')
    rmSync(join(keys, '1'))
    assert.is(await isValid(after), '200')
    assert.not.match(server!.log(), 'world readable')
  })

  test(say('it stops when it is told to, with nothing left to answer'), async () => {
    assert.is(await server!.stop(), 0, server!.log())
  })

  test(say('the lab is closed'), () => lab.close())
}

test.run()
