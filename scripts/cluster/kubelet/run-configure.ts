import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Container, Pod } from '../control/pod-objects.ts'
import { userOf, type View } from './container-view.ts'
import { inTurn } from './in-turn.ts'
import { refuse } from './refusal.ts'
import type { VolumeFile } from './volumes.ts'

/** A file that a configure step wrote, as it is asked for: `nova.conf:0640` in the command. */
export interface Configured {
  readonly key: string
  readonly mode: number
  readonly bytes: Buffer
}

interface Written {
  readonly path: string
  readonly mode: number
  readonly bytes: Buffer
}

const known = new Map<string, Promise<readonly Written[]>>()
/** Hundreds of shells at once would help nobody. */
const turn = inTurn(8)

/** Whether a container is a configure step: a shell that runs the script of that name. */
export function isConfigureStep({ command }: Container): boolean {
  return command?.[0] === 'sh' && (command[1] ?? '').endsWith('/configure.sh')
}

/**
 * Runs the script of a configure step on its real mounts, in a folder that stands for the root of its container, and
 * puts what it wrote into its scratch volume. Refuses what is not as its command asks for.
 */
export async function runConfigure(
  pod: Pod,
  container: Container,
  views: readonly View[],
  env: ReadonlyMap<string, string>,
): Promise<readonly Configured[]> {
  const [, script = '', ...asked] = container.command ?? []
  const [target, ...others] = views.filter((it) => it.volume.kind === 'scratch' && !it.readOnly)
  if (!target || others.length > 0)
    refuse(`container ${container.name} has not exactly one volume to write to`)
  const address = pod.status?.hostIP ?? ''
  const inputs = { script, asked, env: [...env], target: target.path, address, files: inputsOf(views) }
  const id = createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
  // Pods that differ in nothing that the script sees get the same from it.
  const written = await (known.get(id) ??
    remember(
      id,
      turn(() => run(container.name, inputs)),
    ))

  const user = userOf(pod, container) ?? { uid: 0, gid: 0 }
  const gid = pod.spec.securityContext?.fsGroup ?? user.gid
  for (const { path, mode, bytes } of written)
    target.volume.files.set(path, { bytes, mode, uid: user.uid, gid })
  return asked.map((it) => check(container.name, it, written, asked.length))
}

function check(container: string, asked: string, written: readonly Written[], count: number): Configured {
  const [key = '', digits = ''] = asked.split(':')
  const file = written.find((it) => it.path === key)
  if (!file) return refuse(`container ${container} did not write ${key}`)
  if (file.mode !== parseInt(digits, 8))
    refuse(`container ${container} wrote ${key} with the mode ${file.mode.toString(8)}`)
  if (file.bytes.includes('@oskc{')) refuse(`container ${container} left a placeholder in ${key}`)
  if (written.length !== count) refuse(`container ${container} wrote more than it was asked for`)
  return { key, mode: file.mode, bytes: file.bytes }
}

interface Inputs {
  readonly script: string
  readonly asked: readonly string[]
  readonly env: readonly (readonly [string, string])[]
  readonly target: string
  readonly address: string
  /** Path, mode and bytes in base64. */
  readonly files: readonly (readonly [string, number, string])[]
}

function inputsOf(views: readonly View[]): Inputs['files'] {
  return views.flatMap(({ path, volume, subPath, readOnly }) => {
    if (volume.kind !== 'files') return []
    if (!readOnly || subPath) refuse(`nothing is known of such a mount of a configure step: ${path}`)
    return [...volume.files].map(
      ([name, { mode, bytes }]: readonly [string, VolumeFile]) =>
        [`${path}/${name}`, mode, bytes.toString('base64')] as const,
    )
  })
}

function remember(id: string, result: Promise<readonly Written[]>): Promise<readonly Written[]> {
  known.set(id, result)
  return result
}

async function run(
  container: string,
  { script, asked, env, target, address, files }: Inputs,
): Promise<readonly Written[]> {
  const root = mkdtempSync(join(tmpdir(), 'oskc-container-'))
  try {
    for (const [path, mode, text] of files) write(join(root, path), Buffer.from(text, 'base64'), mode)
    mkdirSync(join(root, target), { recursive: true })
    // The nodes are not there, so their interfaces are not: each has the address of its node.
    write(
      join(root, 'bin/ip'),
      Buffer.from(`#!/bin/sh\necho "2: $5 inet ${address}/24 scope global $5"\n`),
      0o755,
    )
    const variables = {
      ...Object.fromEntries(env),
      PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
      OSKC_ROOT: join(root, dirname(dirname(script))),
    }
    const said = await shell([join(root, script), ...asked], variables)
    if (said !== undefined) refuse(`container ${container}: ${said}`)
    return readdirSync(join(root, target), { withFileTypes: true, recursive: true })
      .filter((it) => it.isFile())
      .map((it) => {
        const path = join(it.parentPath, it.name)
        return {
          path: path.slice(join(root, target).length + 1),
          mode: statSync(path).mode & 0o7777,
          bytes: readFileSync(path),
        }
      })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function write(path: string, bytes: Buffer, mode: number): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  chmodSync(path, mode)
}

/** What a failed run said. */
function shell(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string | undefined> {
  return new Promise((resolve) =>
    execFile('sh', args, { env, timeout: 60_000 }, (error, _, stderr) =>
      resolve(error ? stderr.trim() || error.message : undefined),
    ),
  )
}
