import { spawnSync } from 'node:child_process'
import {
  existsSync,
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
import { fileURLToPath } from 'node:url'
import type { Shell } from './shells.ts'

/** What the configure step finds in a pod: files by their path below `/oskc`, and the environment. */
export interface PodContent {
  readonly files: Readonly<Record<string, string | Buffer>>
  readonly environment?: Readonly<Record<string, string>>
}

export interface Pod {
  /** The folder that stands for `/oskc`. */
  readonly root: string
  /** Runs the configure step for files written KEY:MODE. */
  readonly configure: (...files: readonly string[]) => {
    readonly status: number | null
    readonly stderr: string
  }
  readonly write: (path: string, content: string | Buffer) => void
  readonly read: (path: string) => Buffer
  /** Names in `out`, sorted, with their permission bits, such as `a.conf 640`. */
  readonly results: () => readonly string[]
}

const script = fileURLToPath(new URL('../../templates/_runtime/configure.sh', import.meta.url))

/** Lets a test use a pod that is made for it and taken away after it. */
export function withPod(
  shell: Shell,
  { files, environment = {} }: PodContent,
  use: (pod: Pod) => void,
): void {
  const root = mkdtempSync(join(tmpdir(), 'oskc-configure-'))
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  try {
    mkdirSync(join(root, 'out'))
    for (const [path, content] of Object.entries(files)) write(path, content)
    use({
      root,
      write,
      configure: (...keys) => {
        const [command = '', ...options] = shell.command
        const env = { ...environment, PATH: shell.path, OSKC_ROOT: root }
        const { status, stderr } = spawnSync(command, [...options, script, ...keys], {
          env,
          encoding: 'utf8',
        })
        return { status, stderr }
      },
      read: (path) => readFileSync(join(root, path)),
      results: () =>
        readdirSync(join(root, 'out'))
          .sort()
          .map((name) => `${name} ${(statSync(join(root, 'out', name)).mode & 0o7777).toString(8)}`),
    })
  } finally {
    if (existsSync(root)) rmSync(root, { recursive: true })
  }
}
