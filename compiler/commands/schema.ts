import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../edge/built-in.ts'
import type { Call } from './arguments.ts'
import type { Command, ExitCode } from './command.ts'
import { unknownName } from './problems.ts'
import { printReport } from './report.ts'
import type { World } from './world.ts'

const ending = '.schema.json'

export const schemaCommand: Command = {
  name: 'schema',
  summary: 'print a JSON Schema for editors',
  operands: { shown: '[NAME]', least: 0, most: 1 },
  options: [],
  about: `Prints the JSON Schema of one kind of file, for completion and checks in an editor. Without a name it lists those
there are.`,
  examples: [
    ['oskc schema', 'The names.'],
    ['oskc schema environment > environment.schema.json', 'The schema of environment files.'],
  ],
  run,
}

function run({ operands: [name] }: Call, world: World): ExitCode {
  const folder = join(packageFolder(), 'schemas')
  const known = readdirSync(folder)
    .filter((it) => it.endsWith(ending))
    .map((it) => it.slice(0, -ending.length))
    .sort()
  if (name === undefined) world.stdout.write(known.map((it) => `${it}\n`).join(''))
  else if (known.includes(name)) world.stdout.write(readFileSync(join(folder, name + ending), 'utf8'))
  else {
    printReport([unknownName('schema', name, known)], new Map(), world, { written: '' })
    return 2
  }
  return 0
}
