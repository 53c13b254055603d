import { readOptionCatalogue } from '../edge/option-catalogue.ts'
import { readProject, type Project } from '../edge/read-project.ts'
import type { Request } from '../model/input.ts'
import type { OptionCatalogue } from '../options/release-options.ts'
import { valueOf, type Call } from './arguments.ts'
import type { Option } from './command.ts'
import type { World } from './world.ts'

/** Options of every command that reads a project. */
export const projectOptions: readonly Option[] = [
  {
    name: 'directory',
    short: 'C',
    value: 'DIR',
    about: 'The project folder; default: the nearest with an oskc.yaml, else the working directory.',
  },
  {
    name: 'environment',
    value: 'FILE',
    repeatable: true,
    about: 'Read this environment file instead of those of the project.',
  },
  { name: 'inventory', value: 'FILE', about: 'Read this list of nodes instead of that of the project.' },
  { name: 'allow-unmatched', about: 'A node pattern that matches no node is only a warning.' },
  { name: 'allow-outside', about: 'Files outside the project folder may be read.' },
  { name: 'strict', about: 'Warnings are errors.' },
]

/** How the result is printed. */
export const formatOption: Option = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json'],
  about: 'text for people (default) or json for programs.',
}

/** A project as a command line asks for it. */
export interface OpenProject extends Project {
  readonly request: Request & { readonly options: OptionCatalogue }
  readonly strict: boolean
}

/** Reads the project that a command line means. */
export function openProject(call: Call, { cwd }: World): OpenProject {
  const directory = valueOf(call, 'directory')
  const environmentFiles = call.options.get('environment')
  const inventoryFile = valueOf(call, 'inventory')
  const project = readProject({
    cwd,
    ...(directory === undefined ? {} : { directory }),
    ...(environmentFiles ? { environmentFiles } : {}),
    ...(inventoryFile === undefined ? {} : { inventoryFile }),
    allowOutside: call.options.has('allow-outside'),
  })
  return {
    ...project,
    strict: call.options.has('strict'),
    request: {
      environmentFiles: project.environments,
      inventory: project.inventory,
      lone: environmentFiles !== undefined,
      allowUnmatched: call.options.has('allow-unmatched'),
      options: readOptionCatalogue(),
    },
  }
}
