import type { Image } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'
import type { Context } from './context.ts'
import { rollingTag } from './pod-problems.ts'

/** One warning for all images of an environment whose tags move and that no digest holds still. */
export function reportRollingTags(
  services: readonly LinkedService[],
  wait: Image | undefined,
  { placement, report }: Context,
): void {
  const images = services
    .flatMap((it) => [...it.containers.flatMap((container) => [container, ...container.before]), ...it.jobs])
    .map((it) => it.image)
  const moving = [...images, ...(wait && services.length > 0 ? [wait] : [])].filter(
    (it) => !it.digest && /^latest\b/.test(it.tag),
  )
  const references = [...new Set(moving.map((it) => `${it.registry}/${it.repository}:${it.tag}`))].sort()
  if (references.length > 0) report.push(rollingTag(placement.environment.at, references))
}
