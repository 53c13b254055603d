import type { Call } from './arguments.ts'
import { askedEnvironments } from './asked-environment.ts'
import type { Command, ExitCode } from './command.ts'
import { generateSecrets } from './generate-secrets.ts'
import { unknownName } from './problems.ts'
import { projectOptions } from './project-options.ts'
import { printReport } from './report.ts'
import type { World } from './world.ts'

export const secretsCommand: Command = {
  name: 'secrets',
  summary: 'make a file with the Kubernetes Secrets of an environment',
  operands: { shown: 'generate ENV', least: 2, most: 2 },
  options: [
    { name: 'output', value: 'FILE', about: 'The file; default: secrets/ENV.yaml in the project folder.' },
    {
      name: 'rotate',
      value: 'NAME/KEY',
      repeatable: true,
      about: 'Make a new value for this key of this Secret, and have its readers start again.',
    },
    ...projectOptions,
  ],
  about: `Writes a manifest for every Secret that the services of an environment read. Values that the file already has are
kept, missing ones are made, those of secret_configs are taken over. What only you can know is listed. Rotations are
counted in a file beside the environment, without values, which belongs into version control: the next compilation
then makes everything that reads a rotated secret run again.`,
  examples: [
    ['oskc secrets generate prod', 'Make what is missing.'],
    ['oskc secrets generate prod --rotate component-api/db-password', 'Make one anew.'],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const [what = '', name = ''] = call.operands
  if (what !== 'generate') {
    printReport([unknownName('command', `secrets ${what}`, ['secrets generate'])], new Map(), world, {
      written: '',
    })
    return 2
  }
  const asked = askedEnvironments([name], call, world)
  const [environment] = asked?.environments ?? []
  return asked && environment ? generateSecrets(asked, environment, call, world) : 2
}
