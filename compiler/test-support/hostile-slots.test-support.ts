import { readIniValue } from '../8-render/ini-value.ts'
import type { Catalogue } from '../model/catalogue.ts'
import type { Shape } from '../model/shape.ts'
import {
  chartYaml,
  container,
  file,
  foundSettings,
  foundTexts,
  literal,
  option,
  podAnnotation,
  told,
  type Finding,
} from './hostile-found.test-support.ts'
import { assign, dev, shown, web, type Draft, type Path } from './hostile-project.test-support.ts'

/** A place for a text of the input, and where it is found again among what Helm renders, if that can be said. */
export interface Slot extends Finding {
  readonly name: string
  readonly put: (draft: Draft, text: string) => void
}

/** Every place of the project where a text can stand; all settings of the catalogue that can be texts are among them. */
export function slotsOf({ globals, components }: Catalogue): readonly Slot[] {
  const shapes = [globals, ...components.values()].flatMap((it) => [...it.shapes])
  const settings = shapes.flatMap(([key, shape]) => (key === 'web' ? [] : textsOf(shape, [key])))
  return [
    ...settings.map((path) => ({ ...setting(path), ...foundSettings[path.join('.')] })),
    ...shown.map((key) => ({ ...setting(['web', 'texts', key]), ...foundTexts[key] })),
    ...others,
  ]
}

/** The paths of the settings below a key that can be texts of any form. */
function textsOf(shape: Shape, path: Path): readonly Path[] {
  if (shape.kind === 'map')
    return [
      ...[...shape.entries].flatMap(([key, it]) => textsOf(it, [...path, key])),
      ...(shape.rest ? textsOf(shape.rest, [...path, 'example.org/any']) : []),
    ]
  return shape.kind === 'scalar' && shape.types.includes('string') && !shape.choices ? [path] : []
}

function setting(path: Path): Slot {
  return value(path.join('.'), [dev, 'configs', ...path])
}

/** A value at a path; `whole` is what stands there with the text in it. */
function value(
  name: string,
  path: Path,
  more: Finding = {},
  whole: (text: string) => unknown = (it) => it,
): Slot {
  return { name, put: (draft, text) => assign(draft, path, whole(text)), ...more }
}

/** A key at a path, with its value. */
function key(name: string, path: Path, entry: unknown, more: Finding = {}): Slot {
  return { name, put: (draft, text) => assign(draft, [...path, text], entry), ...more }
}

const definition = [web, 'service'] as const
const main = [...definition, 'containers', 0] as const
const conf = [dev, 'configs', 'web', 'conf', 'web.conf'] as const
const specs = [dev, 'images', 'image_specs'] as const

/** Places that are no settings of a component. */
const others: readonly Slot[] = [
  value('cluster domain', [dev, 'kubernetes', 'cluster_domain']),
  value('namespace', [dev, 'kubernetes', 'namespace']),
  value('source range', [dev, 'kubernetes', 'host_source_cidrs'], {}, (it) => [it]),
  value('release', [dev, 'release']),
  key('node pattern', [dev, 'nodes'], { roles: ['all'] }),
  {
    name: 'role',
    put: (draft, text) => {
      assign(draft, [dev, 'nodes', 'node[12]$', 'roles', 'new'], text)
      assign(draft, [dev, 'roles', text], ['web'])
    },
  },
  value('service of a role', [dev, 'roles', 'all', 'new']),
  key('instance', [dev, 'services'], { service_def: 'memcached' }),
  value('definition', [dev, 'services', 'other', 'service_def']),
  value('mapping', [dev, 'services', 'keystone', 'mapping', 'cache']),
  key('setting', [dev, 'configs'], 'value'),
  key('annotation of the ingress', [dev, 'configs', 'ingress', 'annotations'], 'value', {
    found: (rendered, text) => rendered.object('Ingress/web', ['metadata', 'annotations', text]),
    meant: () => 'value',
  }),
  value('option', [...conf, 'all', 'option'], option('web', 'web.conf', 'option')),
  value(
    'list',
    [...conf, 'all', 'list'],
    { ...option('web', 'web.conf', 'list'), meant: (it) => readIniValue(`a,${it}`) },
    (it) => ['a', it],
  ),
  key('option name', [...conf, 'all'], 'value'),
  key('section', conf, { option: 'value' }),
  key('file of options', [dev, 'configs', 'web', 'conf'], { all: { option: 'value' } }),
  value('secret of an option', [...conf, 'all', 'secret'], {}, (it) => ({ secret: it, key: it })),
  value('option of a node', [dev, 'nodes', 'node2$', 'configs', 'web', 'conf', 'web.conf', 'all', 'node']),
  value(
    'option of an instance',
    [dev, 'services', 'keystone', 'configs', 'keystone', 'conf', 'keystone.conf', 'all', 'own'],
    option('keystone', 'keystone.conf', 'own'),
  ),
  value('image namespace', [dev, 'images', 'namespace']),
  value('image tag', [dev, 'images', 'tag']),
  ...['registry', 'repository', 'tag', 'digest'].map((it) =>
    value(`${it} of an image`, [...specs, 'memcached', it]),
  ),
  key('image', specs, { tag: '1' }),
  value('mirror', [dev, 'registry', 'address']),
  key('secret', [dev, 'secrets'], { key: { generate: 'given' } }),
  key('key of a secret', [dev, 'secrets', 'own'], { generate: 'given' }),
  value('secret value', [dev, 'secret_configs', 'web', 'token']),
  {
    name: 'replaced file',
    put: (draft, text) => {
      assign(draft, [dev, 'files', 'keystone_wsgi.py'], '../ours.py')
      assign(draft, ['ours.py'], text)
    },
    ...file('keystone', 'keystone_wsgi.py'),
  },
  {
    name: 'replaced template',
    put: (draft, text) => {
      assign(draft, [dev, 'files', 'galera.cnf.hbs'], '../ours.cnf')
      assign(draft, ['ours.cnf'], text)
    },
  },
  value('replacement', [dev, 'files', 'apache2.conf.hbs']),
  ...['name', 'email', 'url'].map((it) =>
    value(`${it} of a maintainer`, ['oskc.yaml', 'maintainers', 0, it], chartYaml('', 'maintainers', 0, it)),
  ),
  value('host name of a node', ['nodes.yaml', 0, 'hostname']),
  value('address of a node', ['nodes.yaml', 0, 'addresses', 'new']),
  value('taint', ['nodes.yaml', 1, 'taints', 'new'], {}, (it) => ({
    key: it,
    value: it,
    effect: 'PreferNoSchedule',
  })),
  value('node', ['nodes.yaml', 'new']),
  value('static file', ['services/web/files/static'], file('web', 'static')),
  value('template', ['services/web/files/web.conf.hbs']),
  value('description of a component', ['services/web/defaults.yaml', 'description']),
  value('description of a secret', ['services/web/defaults.yaml', 'secrets', 'token', 'description']),
  value(
    'literal annotation',
    [...definition, 'annotations', 'pod', 'literal'],
    literal(podAnnotation('literal')),
  ),
  key('key of an annotation', [...definition, 'annotations', 'pod'], 'value', {
    found: (rendered, text) => podAnnotation(text).found!(rendered, text),
    meant: () => 'value',
  }),
  value('name of a definition', [...definition, 'name']),
  value('literal argument', [...main, 'daemon', 'command', 'new'], literal(told(container('command', 3)))),
  value(
    'literal variable',
    [...main, 'env', 'new'],
    literal(told(container('env', '=LITERAL', 'value'))),
    (it) => ({
      name: 'LITERAL',
      value: it,
    }),
  ),
  value('name of a variable', [...main, 'env', 'new'], {}, (it) => ({ name: it, value: 'value' })),
  value('volume', [...main, 'volumes', 'new'], {}, (it) => ({
    name: it,
    type: 'empty-dir',
    'mount-path': '/new',
  })),
  value('size of a volume', [...main, 'volumes', 0, 'sizeLimit']),
  key('claim of the host', [...definition, 'claims'], ['value']),
  value('name of what is claimed', [...definition, 'claims', 'kind'], {}, (it) => [it]),
]
