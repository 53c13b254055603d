import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { SourceFile, Unreadable } from '../model/source.ts'
import { errorCode } from './error-code.ts'

/** Never waits for a writer, never becomes the terminal of the process. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)
const chunk = 64 * 1024

/** Reads a text file of at most `limit` bytes; undefined if there is none. */
export function readFile(path: string, limit: number): SourceFile | undefined {
  try {
    const descriptor = openSync(path, flags)
    try {
      return readOpen(descriptor, limit)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    return whyNot(errorCode(error))
  }
}

/** Why a file cannot be read; undefined if it is not there. */
export function whyNot(code: string | undefined): Unreadable | undefined {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE': // A NUL in a path: no file has such a name.
      return undefined
    case 'ELOOP':
      return { unreadable: 'symbolic-link' }
    case 'EISDIR':
    case 'ENXIO': // A socket, or a device that is not there.
      return { unreadable: 'not-a-file' }
    default:
      return { unreadable: 'denied' }
  }
}

function readOpen(descriptor: number, limit: number): SourceFile {
  const stat = fstatSync(descriptor)
  if (!stat.isFile()) return { unreadable: 'not-a-file' }
  if (stat.size > limit) return { unreadable: 'too-large', offset: stat.size }
  // One byte more than expected shows whether the file has grown meanwhile, or has no size, as in /proc.
  const parts = [readAtMost(descriptor, stat.size + 1)]
  let size = parts[0]!.length
  while (size > stat.size && size <= limit) {
    const part = readAtMost(descriptor, Math.min(chunk, limit + 1 - size))
    if (part.length === 0) break
    parts.push(part)
    size += part.length
  }
  return size > limit ? { unreadable: 'too-large', offset: size } : toText(Buffer.concat(parts))
}

function readAtMost(descriptor: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const count = readSync(descriptor, buffer, filled, length - filled, null)
    if (count === 0) break
    filled += count
  }
  return buffer.subarray(0, filled)
}

function toText(bytes: Buffer): SourceFile {
  const nul = bytes.indexOf(0)
  if (nul !== -1) return { unreadable: 'nul-byte', offset: nul }
  const text = bytes.toString('utf8')
  if (!isUtf8(bytes)) return { unreadable: 'invalid-utf8', offset: firstInvalid(bytes, text) }
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** Offset of the first byte that begins no character: from there on, the text as decoded has other bytes. */
function firstInvalid(bytes: Buffer, decoded: string): number {
  const again = Buffer.from(decoded)
  let offset = bytes.findIndex((byte, index) => byte !== again[index])
  if (offset === -1) offset = bytes.length
  while (offset > 0 && (again[offset]! & 0xc0) === 0x80) offset--
  return offset
}
