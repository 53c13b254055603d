import { spawnSync } from 'node:child_process'

/** The shells of images, as commands that take a script: those that are here and can carry out a command line. */
export function shellsThatRun(line: string): readonly (readonly [program: string, ...rest: string[]])[] {
  const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']] as const
  return shells
    .map(([program, ...rest]) => [program, ...rest] as const)
    .filter(([program, ...rest]) => spawnSync(program, [...rest, '-c', line]).status === 0)
}
