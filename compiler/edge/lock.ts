import { lexicographic } from '../lib/lexicographic.ts'

/** The name of the lock in the folder of each environment. */
export const lockName = '.oskc.lock'

/** What an environment's charts were made of, and what they were when oskc had written them. */
export interface Lock {
  /** Version of oskc. */
  readonly version: string
  /** OpenStack release. */
  readonly release: string
  /** Path → digest. */
  readonly inputs: ReadonlyMap<string, string>
  readonly outputs: ReadonlyMap<string, string>
}

/** One line of a lock: a file as it was. */
export interface LockEntry {
  readonly kind: 'input' | 'output'
  readonly path: string
  readonly digest: string
}

const heading = '# Written by "oskc compile"; keep it with the charts, never edit it.'
const line = /^(input|output) (sha256:[0-9a-f]{64}) (.+)$/
/** Paths that could not stand on a line as they are. */
const unusual = /^["\s]|\s$|[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]/

/** The text of a lock: one line a file, sorted. */
export function formatLock({ version, release, inputs, outputs }: Lock): string {
  const entries = [...entriesOf('input', inputs), ...entriesOf('output', outputs)]
  return `${heading}\noskc ${version}\nrelease ${release}\n${formatEntries(entries)}`
}

/**
 * Reads a lock. Lines that make no sense are left out, so that of a lock with the marks of a merge conflict
 * the files of both sides remain.
 */
export function parseLock(text: string): Lock {
  const entries = parseEntries(text)
  const files = (kind: LockEntry['kind']) =>
    new Map(entries.filter((it) => it.kind === kind).map((it) => [it.path, it.digest]))
  return {
    version: /^oskc (.+)$/m.exec(text)?.[1] ?? '',
    release: /^release (.+)$/m.exec(text)?.[1] ?? '',
    inputs: files('input'),
    outputs: files('output'),
  }
}

/** Lines of a lock, sorted by kind, path and digest; a path may have several digests. */
export function formatEntries(entries: Iterable<LockEntry>): string {
  const lines = new Map<string, LockEntry>()
  for (const it of entries) lines.set(`${it.kind} ${it.digest} ${formatPath(it.path)}\n`, it)
  return [...lines]
    .sort(
      ([, a], [, b]) =>
        lexicographic(a.kind, b.kind) || lexicographic(a.path, b.path) || lexicographic(a.digest, b.digest),
    )
    .map(([text]) => text)
    .join('')
}

/** The lines of a lock that make sense. */
export function parseEntries(text: string): readonly LockEntry[] {
  return text.split(/\r?\n/).flatMap((it) => {
    const [, kind, digest, written] = line.exec(it) ?? []
    const path = written && parsePath(written)
    return path && digest ? [{ kind: kind === 'input' ? 'input' : 'output', path, digest }] : []
  })
}

function entriesOf(kind: LockEntry['kind'], files: ReadonlyMap<string, string>): readonly LockEntry[] {
  return Array.from(files, ([path, digest]) => ({ kind, path, digest }))
}

function formatPath(path: string): string {
  if (!unusual.test(path)) return path
  return JSON.stringify(path).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function parsePath(written: string): string | undefined {
  if (!written.startsWith('"')) return written
  try {
    const path: unknown = JSON.parse(written)
    return typeof path === 'string' ? path : undefined
  } catch {
    return undefined
  }
}
