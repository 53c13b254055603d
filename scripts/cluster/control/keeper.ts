import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Runs programs in a folder of their own, and ends them with this process at the latest. */
export interface Keeper {
  readonly folder: string
  readonly start: (name: string, command: readonly string[]) => void
  /** The end of what a program printed. */
  readonly logOf: (name: string) => string
  /** The programs that have ended, though nobody asked for it. */
  readonly ended: () => readonly string[]
  /** Ends all programs. The folder goes with them, but for the logs where these are to be kept. */
  readonly end: (logs: 'keep' | 'discard') => Promise<void>
}

const script = fileURLToPath(new URL('keeper.sh', import.meta.url))

/** Makes a keeper with an empty folder below that of temporary files. */
export function startKeeper(): Keeper {
  const folder = mkdtempSync(join(tmpdir(), 'oskc-cluster-'))
  // Detached, an interrupt of the terminal does not reach it: it is the closing of its input that makes it end all.
  const keeper = spawn('bash', [script, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  keeper.stdin.on('error', () => {})
  const ended = new Promise<void>((resolve) => keeper.on('close', () => resolve()))
  const read = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : ''
  const started: string[] = []
  return {
    folder,
    start: (name, command) => {
      started.push(name)
      writeFileSync(join(folder, `${name}.command`), command.map((it) => `${it}\0`).join(''))
      keeper.stdin.write(`${name}\n`)
    },
    logOf: (name) => read(`${name}.log`).trimEnd().split('\n').slice(-20).join('\n'),
    ended: () =>
      started.filter((it) => {
        const pid = read(`${it}.pid`).trim()
        return pid !== '' && !isRunning(Number(pid))
      }),
    end: async (logs) => {
      keeper.stdin.end(logs === 'discard' ? 'done\n' : '')
      await ended
    },
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
