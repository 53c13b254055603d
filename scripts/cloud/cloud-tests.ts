import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { copyProject } from '../cluster/project.ts'
import { unusable } from '../real/program.ts'
import { releaseFolder, triedReleases } from '../real/release.ts'
import { openStackClient, type OpenStackClient } from './client.ts'
import { makeCloud, type Cloud, type CloudOptions } from './cloud.ts'
import { canIsolate } from './container.ts'
import { imageOf } from './images.ts'
import { manifestsOf } from './manifests.ts'

/** The cloud that the tests of a file share. */
export interface CloudTests extends Pick<CloudOptions, 'bareInterfaces' | 'pretended'> {
  /** Of a project in `fixtures/`. */
  readonly project: string
  readonly environment: string
  readonly nodes: readonly string[]
  /** Those of this machine that it needs beside what every cloud does. */
  readonly programs: readonly string[]
  /** A device that it needs. */
  readonly device?: string
}

/** The cloud of a test file, once its first test has started it. */
export interface TestedCloud {
  /** Registers a test, which is not run after one that failed. */
  readonly step: (name: string, perform: () => Promise<void>) => void
  readonly cloud: () => Cloud
  readonly openstack: () => OpenStackClient
  readonly release: string
  /** A folder of its own, which is kept where a test failed. */
  readonly folder: string
}

/** Registers the test that starts a cloud from its charts, with the programs of the release that is tried. */
export function cloudTests(tests: CloudTests): TestedCloud {
  const release = triedReleases()[0]!
  const programs = releaseFolder(release)
  const missing = hindrance(tests, programs ? undefined : `the programs of ${release} cannot be installed`)
  const folder = mkdtempSync(join(tmpdir(), 'oskc-cloud-'))
  let started: { readonly cloud: Cloud; readonly openstack: OpenStackClient } | undefined
  let cloud: Cloud | undefined
  let failed = false
  const step: TestedCloud['step'] = (name, perform) =>
    test(name, async () => {
      if (missing) return console.log(`\nskipped: ${name}: ${missing}`)
      assert.not(failed, 'not run, since another one failed')
      failed = true
      await perform()
      failed = false
    })
  test.after(async () => {
    await cloud?.stop()
    if (failed) console.log(`The logs are in ${folder}.`)
    else rmSync(folder, { recursive: true, force: true })
  })
  step('every job ends well and every service becomes ready', async () => {
    const { project: name, environment, nodes, ...rest } = tests
    const project = copyProject(`fixtures/${name}`)
    project.write(`environments/${environment}.d/release.yaml`, `release: "${release}"\n`)
    const manifests = await manifestsOf(project, environment)
    cloud = makeCloud({
      ...rest,
      manifests,
      folder,
      nodes: new Map(nodes.map((it) => [it, ['eth0', 'eth1']])),
      imageOf: (reference) => imageOf(reference, programs!),
      say: (line) => console.log(`took: ${line}`),
    })
    await cloud.start()
    started = { cloud, openstack: openStackClient(cloud, manifests) }
  })
  return { step, release, folder, cloud: () => started!.cloud, openstack: () => started!.openstack }
}

/** Why the cloud cannot be tried here; nothing when it can. */
function hindrance({ programs, device }: CloudTests, withoutRelease: string | undefined): string | undefined {
  if (!canIsolate()) return 'only root may make networks, mounts and processes apart from others'
  if (withoutRelease) return withoutRelease
  if (device && !existsSync(device)) return `there is no ${device}`
  return unusable('mysql', ['mariadbd', 'memcached', 'setpriv', 'ip', ...programs])
}
