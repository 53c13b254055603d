import type { Image } from '../model/deployment.ts'
import type { Scalar } from '../model/node.ts'
import type { Context } from './context.ts'

/**
 * The image of a name: an entry of the image profile with what the environment says is different about it,
 * else a reference if it holds `/` or `:`, else `<registry.address>/<images.namespace>/<name>:<images.tag>` as in the original tool.
 */
export function imageOf(name: Scalar, context: Context): Image {
  const { catalogue, settings, input, placement } = context
  const entry = catalogue.profiles.get(input.project.images.source)?.images.get(name.source)
  const spec = settings.imageSpecs.get(name.source)
  const mirror = settings.registry?.source || undefined
  const base = entry
    ? { ...entry, tag: entry.tag.replaceAll('{{release}}', placement.environment.release) }
    : /[/:]/.test(name.source)
      ? { ...reference(name.source), shell: true, tools: [] }
      : {
          registry: mirror ?? 'docker.io',
          repository: `${settings.imageNamespace}/${name.source}`,
          tag: settings.imageTag,
          shell: true,
          tools: [],
        }
  const named = {
    name: name.source,
    registry: mirror ?? spec?.registry ?? base.registry,
    repository: spec?.repository ?? base.repository,
    tag: spec?.tag ?? base.tag,
  }
  const digest = spec?.digest ?? ('digest' in base ? base.digest : undefined) ?? lockedDigest(named, context)
  return {
    ...named,
    ...(digest ? { digest } : {}),
    ...('user' in base && base.user !== undefined ? { user: base.user } : {}),
    ...('group' in base && base.group !== undefined ? { group: base.group } : {}),
    shell: base.shell,
    tools: base.tools,
  }
}

/** The parts of an image reference, with Docker's defaults for what is not said. */
function reference(text: string): { registry: string; repository: string; tag: string; digest?: string } {
  const [left = '', digest] = text.split('@')
  const slash = left.indexOf('/')
  const first = slash < 0 ? '' : left.slice(0, slash)
  const hasRegistry = /[.:]/.test(first) || first === 'localhost'
  const rest = hasRegistry ? left.slice(slash + 1) : left
  const colon = rest.lastIndexOf(':')
  const repository = colon < 0 ? rest : rest.slice(0, colon)
  return {
    registry: hasRegistry ? first : 'docker.io',
    repository: !hasRegistry && !repository.includes('/') ? `library/${repository}` : repository,
    tag: colon < 0 ? 'latest' : rest.slice(colon + 1),
    ...(digest ? { digest } : {}),
  }
}

function lockedDigest(
  { registry, repository, tag }: { registry: string; repository: string; tag: string },
  { input }: Context,
): string | undefined {
  return input.lockedImages.get(`${registry}/${repository}:${tag}`)
}
