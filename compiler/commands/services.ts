import { placeProject } from '../compile.ts'
import { hasErrors, type Report } from '../diagnostic.ts'
import type { Catalogue, Component, SecretDeclaration } from '../model/catalogue.ts'
import { builtIn, type SourceTree } from '../model/source.ts'
import { valueOf, type Call } from './arguments.ts'
import type { Command, ExitCode } from './command.ts'
import { tooManyOperands, unknownName } from './problems.ts'
import { formatOption, openProject, projectOptions } from './project-options.ts'
import { asStrict, printReport } from './report.ts'
import { optionsText } from './services-options.ts'
import { settingsOf } from './setting-list.ts'
import { table } from './table.ts'
import type { World } from './world.ts'

export const servicesCommand: Command = {
  name: 'services',
  summary: 'list the services of the catalogue, or the settings of one component',
  operands: { shown: '[NAME]', least: 0, most: 1 },
  options: [
    {
      name: 'options',
      value: 'FILE',
      about: 'List the options that a configuration file may have, by its name without folders.',
    },
    {
      name: 'release',
      value: 'RELEASE',
      about: 'With --options: those of this release; default: that of the project.',
    },
    formatOption,
    ...projectOptions,
  ],
  about: `Lists the components of the catalogue, those of the project among them, with the services that roles can name. With
the name of a component or service: its settings with their defaults, and its secrets.`,
  examples: [
    ['oskc services', 'What there is.'],
    ['oskc services NAME', 'What can be set.'],
    ['oskc services --options FILE', 'What options a configuration file may have.'],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const project = openProject(call, world)
  const report: Report = []
  const { catalogue, sources, project: settings } = placeProject(project.sources, project.request, report)
  const folders = [
    builtIn,
    ...settings.services.map((it) => `${it.replace(/^\.\//, '').replace(/\/$/, '')}/`),
  ]
  const [name] = call.operands
  const json = valueOf(call, 'format') === 'json'
  const file = valueOf(call, 'options')
  if (file !== undefined) {
    const release = valueOf(call, 'release') ?? settings.release
    const found = optionsText(project.request.options, release, file, json)
    const problems = [
      ...('problem' in found ? [found.problem] : []),
      ...(name === undefined ? [] : [tooManyOperands('services', '--options FILE', name)]),
    ]
    printReport(problems, sources, world, { written: '' })
    if (problems.length > 0 || !('text' in found)) return 2
    world.stdout.write(found.text)
    return 0
  }
  const component = name === undefined ? undefined : componentNamed(name, catalogue)
  const found = asStrict(
    [
      ...project.diagnostics,
      ...report.filter(({ at }) => at && folders.some((it) => at.file.startsWith(it))),
      ...(name !== undefined && !component
        ? [
            unknownName('component or service', name, [
              ...new Set([...catalogue.components.keys(), ...catalogue.services.keys()]),
            ]),
          ]
        : []),
    ],
    project.strict,
  )
  printReport(found, sources, world, { written: '' })
  if (hasErrors(found)) return 2
  world.stdout.write(
    component ? componentText(component, catalogue, sources, json) : catalogueText(catalogue, json),
  )
  return 0
}

function componentNamed(name: string, { components, services }: Catalogue): Component | undefined {
  return components.get(name) ?? components.get(services.get(name)?.component ?? '')
}

function catalogueText(catalogue: Catalogue, json: boolean): string {
  const components = [...catalogue.components.values()].map((it) => ({
    name: it.name,
    description: it.description,
    services: servicesOf(it, catalogue),
  }))
  if (json) return `${JSON.stringify({ components }, null, 2)}\n`
  return components
    .map(({ name, description, services }) => {
      const rows = services.map((it) => [`  ${it.name}`, it.kind, it.description])
      return `${[name, description].filter((it) => it !== '').join(': ')}\n${table(rows)}`
    })
    .join('\n')
}

function componentText(
  component: Component,
  catalogue: Catalogue,
  sources: SourceTree,
  json: boolean,
): string {
  const { name, description } = component
  const services = servicesOf(component, catalogue)
  const settings = settingsOf(component, sources)
  const secrets = Array.from(component.secrets, ([key, it]) => ({ key, ...secretOf(it) }))
  if (json) return `${JSON.stringify({ name, description, services, settings, secrets }, null, 2)}\n`
  const section = (title: string, rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? '' : `\n${title}\n${table(rows)}`
  return [
    `${[name, description].filter((it) => it !== '').join(': ')}\n`,
    section(
      'Services',
      services.map((it) => [`  ${it.name}`, it.kind, it.description]),
    ),
    section(
      'Settings',
      settings.map((it) => [`  ${it.path}`, JSON.stringify(it.default), it.description]),
    ),
    section(
      'Secrets',
      secrets.map((it) => [`  ${it.key}`, it.generate, it.description]),
    ),
  ].join('')
}

function servicesOf({ name }: Component, { services }: Catalogue) {
  return [...services.values()]
    .filter((it) => it.component === name)
    .map(({ name, kind, description }) => ({ name, kind, description }))
}

function secretOf({ generate, description = '' }: SecretDeclaration) {
  return { generate, description }
}
