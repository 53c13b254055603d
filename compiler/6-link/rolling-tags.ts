import type { Report } from '../diagnostic.ts'
import type { Linked, LinkedEnvironment } from '../model/linked.ts'
import { rollingTag } from './pod-problems.ts'

/** Warns of images whose tags move and that no digest holds still, each once, where an environment uses it first. */
export function reportRollingTags(
  deployments: readonly LinkedEnvironment[],
  placements: Linked['placements'],
  report: Report,
): void {
  const reported = new Set<string>()
  deployments.forEach((deployment, index) => {
    // Without the image profile nothing is known of images, which has been reported.
    if (deployment.wait.command.length === 0) return
    const moving = referencesOf(deployment).filter((it) => !reported.has(it))
    for (const it of moving) reported.add(it)
    if (moving.length > 0) report.push(rollingTag(placements[index]!.environment.at, moving))
  })
}

function referencesOf({ services, wait }: LinkedEnvironment): readonly string[] {
  const images = services
    .flatMap((it) => [...it.containers.flatMap((container) => [container, ...container.before]), ...it.jobs])
    .map((it) => it.image)
  const waits = services.some((it) =>
    [it, ...it.jobs].some((one) => Object.values(one.waits).some((names) => names.length > 0)),
  )
  const moving = [...images, ...(waits ? [wait.image] : [])].filter(
    (it) => !it.digest && /^latest\b/.test(it.tag),
  )
  return [...new Set(moving.map((it) => `${it.registry}/${it.repository}:${it.tag}`))].sort()
}
