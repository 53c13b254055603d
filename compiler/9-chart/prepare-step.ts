import type { Yaml } from '../lib/yaml-piece.ts'
import type { Container } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { imageOf } from './image.ts'
import { identityOf, rootSecurityContext } from './security.ts'

/** The init container that hands directories of the host, which root makes, over to the programs that write to them. */
export function prepareContainer(context: Context, containers: readonly Container[]): readonly Yaml[] {
  if (context.environment.storage.provider !== 'host') return []
  return containers.flatMap((container) => {
    const { user, group } = identityOf(container)
    const volumes = container.volumes.filter((it) => it.type === 'storage' && !it.readOnly)
    if (volumes.length === 0 || user === undefined || user === 0) return []
    return [
      {
        name: `prepare-${container.name}`,
        ...imageOf(context, container.image.shell ? container.image : context.environment.wait.image),
        securityContext: rootSecurityContext('CHOWN'),
        command: ['chown', `${user}:${group ?? user}`, ...volumes.map((it) => it.path)],
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
        volumeMounts: volumes.map(({ name, path }) => ({ name, mountPath: path })),
      },
    ]
  })
}
