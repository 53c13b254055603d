import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { skipTest } from '../skip-test.ts'

/** A shell with the programs beside it, as some image has them. */
export interface Shell {
  readonly name: string
  readonly command: readonly string[]
  /** The folder that programs are looked for in. */
  readonly path: string
}

/** Programs that the configure step may use; `env` is for the spy. */
const programs = ['awk', 'cat', 'chmod', 'env', 'mv', 'rm', 'sh']

/** Every shell there is here with every awk, their programs below `folder`; says which are missing. */
export function findShells(folder: string): readonly Shell[] {
  const pairs = ['dash', 'bash'].flatMap((shell) => ['mawk', 'gawk'].map((awk) => [shell, awk] as const))
  return [
    ...pairs.flatMap(([shell, awk]) =>
      shellOf(folder, `${shell} with ${awk}`, [shell], (it) => (it === 'awk' ? awk : it)),
    ),
    ...shellOf(folder, 'busybox', ['busybox', 'sh'], () => 'busybox'),
  ]
}

/** A shell whose programs write down their arguments and environment in the pod's `seen` before they run. */
export function spyOn(shell: Shell): Shell {
  const path = `${shell.path} spied`
  mkdirSync(path)
  const note = `{ echo "$0"; printf '%s\\n' "$@"; '${shell.path}/env'; } >>"$OSKC_ROOT/seen"`
  for (const program of programs) {
    writeScript(join(path, program), `${note}\nexec '${join(shell.path, program)}' "$@"`)
  }
  return { ...shell, path }
}

function shellOf(
  folder: string,
  name: string,
  [shell = '', ...rest]: readonly string[],
  nameOf: (program: string) => string,
): readonly Shell[] {
  const found = [shell, ...programs.map(nameOf)].map(locate)
  const [command, ...targets] = found.filter((it) => it !== undefined)
  if (command === undefined || targets.length < programs.length) {
    skipTest(`the configure step under ${name}`, 'it is not installed')
    return []
  }
  const path = join(folder, name)
  mkdirSync(path)
  programs.forEach((program, i) => symlinkSync(targets[i]!, join(path, program)))
  // Called as `ip -o addr show dev NAME`.
  writeScript(join(path, 'ip'), 'cat "$OSKC_ROOT/ip/$5"')
  return [{ name, command: [command, ...rest], path }]
}

function writeScript(path: string, body: string): void {
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 })
}

function locate(program: string): string | undefined {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
