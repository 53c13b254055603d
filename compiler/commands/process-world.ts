import { errorCode } from '../edge/error-code.ts'
import { wantsColor, writeText } from '../edge/terminal.ts'
import type { Output, World } from './world.ts'

/** The world of a process, and a way to wait until all is written; the answer is whether it could be. */
export function processWorld(process: NodeJS.Process): {
  readonly world: World
  readonly finish: () => Promise<boolean>
} {
  const stdout = outputTo(process.stdout, process.env)
  const stderr = outputTo(process.stderr, process.env)
  const finish = async () => {
    const failed = await stdout.finish()
    if (failed === undefined) return (await stderr.finish()) === undefined
    stderr.output.write(`The output could not be written: ${errorCode(failed) ?? String(failed)}.\n`)
    await stderr.finish()
    return false
  }
  const stdin = () => (process.stdin.isTTY ? Promise.resolve(undefined) : readAll(process.stdin))
  return { world: { cwd: process.cwd(), stdout: stdout.output, stderr: stderr.output, stdin }, finish }
}

/** Writes one text after the other, and none after the reader has gone. */
function outputTo(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv) {
  let last: Promise<boolean> = Promise.resolve(true)
  let failure: unknown
  const write = (text: string): void => {
    if (text === '') return
    last = last.then((open) => open && writeText(stream, text))
    last = last.catch((error: unknown) => {
      failure = error
      return false
    })
  }
  const output: Output = { write, color: wantsColor(stream, environment) }
  return { output, finish: () => last.then(() => failure) }
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}
