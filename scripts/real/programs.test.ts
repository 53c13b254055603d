import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { ConfigFile, DeployedService } from '../../compiler/model/deployment.ts'
import { compileAll } from '../options/shipped-files.ts'
import { skipTest } from '../skip-test.ts'
import { askRelease, releaseFolder, triedReleases } from './release.ts'

/* What uWSGI and the APIs are told to load is there in each release: modules, pipelines and rules of policies. */

/** A rule of each API that has policies, and what decides it. */
const rules: Readonly<Record<string, string>> = {
  barbican: 'secrets:get',
  cinder: 'volume:get',
  glance: 'get_image',
  heat: 'stacks:index',
  keystone: 'identity:list_users',
  neutron: 'get_network',
  nova: 'os_compute_api:servers:index',
  placement: 'placement:resource_providers:list',
}

for (const release of triedReleases('all')) {
  const folder = releaseFolder(release)
  if (folder) tryRelease(release, folder)
  else skipTest(`programs of ${release}`, 'they cannot be installed')
}

function tryRelease(release: string, folder: string): void {
  const settings = Object.entries(rules).map(
    ([name, rule]) => `  ${name}: {policy: {'${rule}': 'role:reader'}}\n`,
  )
  const compiled = compileAll(release, [['environments/one.d/policy.yaml', `configs:\n${settings.join('')}`]])
  const services = compiled.environments.flatMap((it) => it.services)
  const files = services.flatMap((it) => it.containers.flatMap((container) => container.files))
  const scratch = mkdtempSync(join(tmpdir(), 'oskc-programs-'))
  const inVenv = (path: string): string => path.replace('/var/lib/openstack', folder)

  /** Paths that files or environment variables name, and files of our own that are loaded as they are. */
  const pastes = [
    ...files.flatMap((it) => pastePaths(it.content)),
    ...services.flatMap((it) => variablesOf(it).flatMap(pastePaths)),
  ].map(inVenv)
  const ownPastes = files.filter((it) => it.path.endsWith('paste.ini')).map((it) => it.content)
  ownPastes.forEach((text, index) => writeFileSync(join(scratch, `${index}-paste.ini`), text))
  const modules = [...namedIn(files, /^module = (\S+)$/gm)].filter((it) => !it.startsWith('keystone_wsgi:'))
  const policies = files.filter((it) => it.path.endsWith('/policy.yaml'))

  test(`${release}: what is loaded is there`, () => {
    assert.equal([...new Set(policies.map((it) => it.path.split('/')[2]!))].sort(), Object.keys(rules).sort())
    assert.ok(modules.length > 4, modules.join())
    assert.ok(pastes.length > 3, pastes.join())
    try {
      const { seen, wrong } = load(folder, {
        pastes: [
          ...new Set([...pastes, ...ownPastes.map((_, index) => join(scratch, `${index}-paste.ini`))]),
        ],
        modules,
        policies: policies.map((it) => ({ project: it.path.split('/')[2]!, text: it.content })),
      })
      assert.equal(wrong, [])
      assert.ok(seen > 80, `${seen} things were looked at`)
    } finally {
      rmSync(scratch, { recursive: true })
    }
  })

  test(`${release}: what is not there is found`, () => {
    const { wrong } = load(folder, {
      pastes: ['/nonexistent/paste.ini'],
      modules: ['keystone.nothing:application', 'keystone.wsgi.api:nothing'],
      policies: [{ project: 'nova', text: '{"os_compute_api:servers:list": "role:reader"}' }],
    })
    assert.is(wrong.length, 4, wrong.join('\n'))
  })
}

function pastePaths(text: string): readonly string[] {
  return text.match(/\/var\/lib\/openstack\/etc\/[\w/.-]+paste\.ini/g) ?? []
}

function variablesOf({ containers }: DeployedService): readonly string[] {
  return containers.flatMap((it) => it.env.map((variable) => JSON.stringify(variable)))
}

function namedIn(files: readonly ConfigFile[], pattern: RegExp): ReadonlySet<string> {
  return new Set(files.flatMap((it) => Array.from(it.content.matchAll(pattern), ([, name]) => name!)))
}

interface Asked {
  readonly pastes: readonly string[]
  readonly modules: readonly string[]
  readonly policies: readonly { readonly project: string; readonly text: string }[]
}

interface Told {
  readonly seen: number
  readonly wrong: readonly string[]
}

function load(folder: string, asked: Asked): Told {
  return askRelease(folder, 'load_files.py', [], asked)
}

test.run()
