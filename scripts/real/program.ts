import { execFile, spawnSync } from 'node:child_process'

/** What a program that has ended leaves behind: its exit code, and both of its outputs. */
export interface Result {
  readonly code: number
  readonly out: string
}

/** Runs a program to its end. */
export function run(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  seconds = 60,
): Promise<Result> {
  return new Promise((resolve) =>
    execFile(file, args, { env, timeout: seconds * 1000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) || 1 : 0, out: `${stdout}${stderr}`.trim() }),
    ),
  )
}

/** Waits until something holds; throws with what was hoped for when it never does. */
export async function eventually(
  hope: string,
  holds: () => Promise<boolean> | boolean,
  seconds = 180,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`not within ${seconds} s: ${hope}`)
}

/** Why the real programs cannot be tried here; nothing when they can. */
export function unusable(user: string, programs: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can run the servers as their own user'
  const missing = programs.filter((it) => spawnSync('sh', ['-c', `command -v ${it}`]).status !== 0)
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`
  return spawnSync('id', [user]).status === 0 ? undefined : `there is no user ${user}`
}

/** The numbers of a system user and of its group. */
export function systemUser(name: string): { readonly uid: number; readonly gid: number } {
  const number = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout)
  return { uid: number('-u'), gid: number('-g') }
}
