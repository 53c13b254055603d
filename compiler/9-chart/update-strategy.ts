import type { YamlMap } from '../lib/yaml-piece.ts'
import type { Context } from './context.ts'
import { sharedClaims } from './knobs.ts'
import { keepsApart } from './placement.ts'

/** How a Deployment replaces its pods. */
export function deploymentStrategy(context: Context): YamlMap {
  const { service } = context
  if (service.strategy === 'Recreate' || isExclusive(context)) return { type: 'Recreate' }
  const { maxSurge, maxUnavailable } = service.update
  const crowded = needsRoom(context)
  return {
    type: 'RollingUpdate',
    rollingUpdate: {
      maxSurge: crowded ? 0 : (maxSurge ?? 1),
      maxUnavailable: crowded ? maxUnavailable || 1 : (maxUnavailable ?? 0),
    },
  }
}

/** How a StatefulSet or DaemonSet replaces its pods. */
export function updateStrategy({ environment, service }: Context): YamlMap {
  const { maxUnavailable } = service.update
  if (service.kind === 'StatefulSet')
    return {
      type: 'RollingUpdate',
      rollingUpdate: maxUnavailable === undefined ? undefined : { maxUnavailable },
    }
  if (service.disruptive && environment.placement === 'hostnames') return { type: 'OnDelete' }
  return { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: maxUnavailable || 1 } }
}

/** Whether two pods can never be there at once, not even during a roll-out. */
function isExclusive(context: Context): boolean {
  return sharedClaims(context.environment, context.service).some((it) => it.accessMode === 'ReadWriteOnce')
}

/** Whether a new pod finds no node before an old one has gone: by its host ports, or by keeping apart from the others. */
export function needsRoom(context: Context): boolean {
  const { service } = context
  return service.hostNetwork || (keepsApart(context) && service.replicas >= service.nodes.length)
}
