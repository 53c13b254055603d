import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { errorCode } from './error-code.ts'
import type { FileSystem } from './file-system.ts'
import { removeTree } from './remove-tree.ts'
import { writingFolder } from './output-tree.ts'

/** The right to write into an output folder, until it is given back. */
export interface Claim {
  /** Where files are prepared. */
  readonly folder: string
  readonly release: () => void
}

/** Who else holds it, e.g. `process 17 on host-a`. */
export interface Held {
  readonly holder: string
}

/** A holder's file without content is that of a run that is just starting, or that was cut off just then. */
const slowestStart = 10_000
const attempts = 5

/** Claims an output folder, also from a process that no longer lives. */
export function claim(output: string, system: FileSystem): Claim | Held {
  const folder = `${output}/${writingFolder}`
  const holder = `${folder}/process`
  for (let attempt = 0; attempt < attempts; attempt++) {
    makeFolders(folder, system)
    try {
      system.create(holder, `${process.pid} ${hostname()}\n`)
    } catch (error) {
      const code = errorCode(error)
      // Somebody else has just finished and removed the folder.
      if (code === 'ENOENT') continue
      if (code !== 'EEXIST') throw error
      const held = takeFromDead(holder, attempt, system)
      if (held) return held
      continue
    }
    for (const [name, kind] of system.list(folder))
      if (name !== 'process' && name !== 'journal') removeTree(`${folder}/${name}`, kind, system)
    return { folder, release: () => release(folder, holder, system) }
  }
  return { holder: 'another process' }
}

/** Makes a folder and those it is in. */
export function makeFolders(folder: string, system: FileSystem): void {
  if (system.kindOf(folder) === 'folder') return
  if (dirname(folder) !== folder && system.kindOf(dirname(folder)) === undefined)
    makeFolders(dirname(folder), system)
  system.makeFolder(folder)
}

function release(folder: string, holder: string, system: FileSystem): void {
  system.remove(holder)
  if (system.list(folder).size > 0) return
  try {
    system.removeFolder(folder)
  } catch (error) {
    // The next run has begun.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) throw error
  }
}

/** Puts the file of a dead holder aside; answers who holds it if that one lives. */
function takeFromDead(holder: string, attempt: number, system: FileSystem): Held | undefined {
  const found = readHolder(holder, system)
  if (!found) return undefined
  if (found.lives) return { holder: found.text }
  // Two processes may try this at once: only one succeeds in moving the file, and it looks at what it moved.
  const aside = `${holder}.${process.pid}.${attempt}`
  try {
    system.rename(holder, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
  const moved = system.read(aside).toString('utf8')
  if (moved === found.content) return void system.remove(aside)
  system.rename(aside, holder)
  return { holder: describe(moved) }
}

function readHolder(holder: string, system: FileSystem) {
  try {
    const content = system.read(holder).toString('utf8')
    return { content, text: describe(content), lives: lives(content, () => system.age(holder)) }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function lives(content: string, age: () => number): boolean {
  const [, pid, host] = /^(\d+) (.*)\n$/.exec(content) ?? []
  if (pid === undefined) return age() < slowestStart
  // Of another machine nothing can be known.
  if (host !== hostname()) return true
  // A process writes once at a time: one with our number is a former one.
  if (Number(pid) === process.pid) return false
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

function describe(content: string): string {
  const [, pid, host] = /^(\d+) (.*)\n$/.exec(content) ?? []
  return pid === undefined ? 'another process' : `process ${pid} on ${host}`
}
