import { execFile } from 'node:child_process'

/** What a program that has ended leaves behind: its exit code, and both of its outputs. */
export interface Result {
  readonly code: number
  readonly out: string
}

/** Runs a program to its end. */
export function run(file: string, args: readonly string[], env: Record<string, string>): Promise<Result> {
  return new Promise((resolve) =>
    execFile(file, args, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) || 1 : 0, out: `${stdout}${stderr}`.trim() }),
    ),
  )
}

/** Waits until something holds; throws with what was hoped for when it never does. */
export async function eventually(
  hope: string,
  holds: () => Promise<boolean> | boolean,
  seconds = 60,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`not within ${seconds} s: ${hope}`)
}
