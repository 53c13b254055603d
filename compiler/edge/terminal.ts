import { errorCode } from './error-code.ts'

/** What decides on colours. */
export interface TerminalLike {
  readonly isTTY?: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** Whether text for a stream may have colours: only on a terminal, and where nobody says no. */
export function wantsColor({ isTTY = false }: TerminalLike, environment: Environment): boolean {
  const { NO_COLOR = '', FORCE_COLOR, CI = '', TERM } = environment
  if (NO_COLOR !== '') return false // https://no-color.org
  if (FORCE_COLOR !== undefined) return !['0', 'false'].includes(FORCE_COLOR)
  return isTTY && (CI === '' || CI === 'false') && TERM !== 'dumb'
}

/** A stream as far as text is written to it. */
export interface Writable {
  readonly write: (text: string, done: (error?: Error | null) => void) => unknown
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown
  readonly off: (event: 'error', listener: (error: Error) => void) => unknown
}

/**
 * Writes a text completely. Answers false where nobody reads any more, as after `| head -1`:
 * that is no mistake, but there is no use in writing more.
 */
export function writeText(stream: Writable, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error | null) => {
      if (!error) resolve(true)
      else if (isClosed(error)) resolve(false)
      else reject(error)
      // The stream announces the same error once more, later; without a listener that would end the process.
      if (error) setImmediate(() => stream.off('error', finish))
      else stream.off('error', finish)
    }
    stream.on('error', finish)
    stream.write(text, finish)
  })
}

function isClosed(error: Error): boolean {
  return ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(errorCode(error) ?? '')
}
