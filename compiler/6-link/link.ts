import { hasErrors } from '../diagnostic.ts'
import type { Report } from '../diagnostic.ts'
import { isTrue, numberAt, scalarAt, startOf, textAt, valueAt } from '../lib/node.ts'
import type { Linked, LinkedEnvironment, LinkedService } from '../model/linked.ts'
import type { Settled } from '../model/settings.ts'
import type { Context } from './context.ts'
import { reportCycles } from './cycles.ts'
import { readFrames } from './frames.ts'
import { imageOf } from './images.ts'
import { resolveNeeds } from './needs.ts'
import { reportOverrides } from './overrides.ts'
import { findOwners } from './owners.ts'
import { reportReferences } from './references.ts'
import { reportRollingTags } from './rolling-tags.ts'
import { declaredSecrets } from './secrets.ts'
import { readService } from './service.ts'
import { templatesOf } from './templates.ts'
import type { Templates } from './templates.ts'
import { resolveWaits } from './waits.ts'
import type { Roster } from './waits.ts'

/** Connects the services of each environment: needs to providers, addresses, secrets, jobs, what waits for what. */
export function link(settled: Settled, report: Report): Linked {
  const templates = templatesOf(settled.sources, settled.catalogue.partials, report)
  reportReferences(settled, templates, report)
  const deployments = settled.placements.map((_, index) => linkEnvironment(index, settled, templates, report))
  reportRollingTags(deployments, settled.placements, report)
  return { ...settled, deployments }
}

function linkEnvironment(
  index: number,
  settled: Settled,
  templates: Templates,
  report: Report,
): LinkedEnvironment {
  const context = contextOf(index, settled, templates, report)
  const needsOf = new Map([...context.frames].map(([name, frame]) => [name, resolveNeeds(frame, context)]))
  const ownerOf = findOwners(needsOf, context)
  const drafts = [...context.frames].flatMap(([name, frame]) => {
    const before = report.length
    const draft = readService(frame, needsOf.get(name)!, context)
    return draft ? { ...draft, sound: !hasErrors(report.slice(before)) } : []
  })
  const roster: Roster = {
    context,
    needsOf,
    jobsOf: new Map(drafts.map((it) => [it.frame.instance.name, it.jobs])),
    ownerOf,
  }
  const services = drafts.map(({ frame, service, jobs, waiter, sound }): LinkedService => ({
    ...service,
    sound,
    waits: resolveWaits(waiter, frame, roster),
    jobs: jobs.map(({ waiter: own, ...job }) => ({ ...job, waits: resolveWaits(own, frame, roster) })),
  }))
  reportCycles(services, report)
  reportOverrides(services, context)
  const wait = waitStep(context)
  return {
    settings: context.settings,
    services,
    wait: wait ?? { image: imageOf(scalarAt(startOf(''), 'missing'), context), command: [] },
    secrets: declaredSecrets(needsOf, context),
  }
}

function contextOf(index: number, settled: Settled, templates: Templates, report: Report): Context {
  const placement = settled.placements[index]!
  const settings = settled.settings[index]!
  const ingress = valueAt(settings.root, 'ingress')
  const early = {
    input: settled,
    catalogue: settled.catalogue,
    placement,
    settings,
    templates,
    report,
    namespace: placement.environment.name,
    clusterDomain:
      textAt(valueAt(placement.environment.sections, 'kubernetes'), 'cluster_domain') ?? 'cluster.local',
    ingress: {
      enabled: isTrue(ingress, 'enabled'),
      domain: textAt(ingress, 'domain') ?? 'external',
      port: numberAt(ingress, 'port') ?? 8443,
    },
  }
  const frames = readFrames(early)
  // A service whose own condition does not hold is as if no role named it; a broken one may yet be there.
  const instances = [...placement.instances].filter(([name, it]) => frames.has(name) || !it.entry.body)
  return { ...early, placement: { ...placement, instances: new Map(instances) }, frames }
}

function waitStep(context: Context): LinkedEnvironment['wait'] | undefined {
  const profile = context.catalogue.profiles.get(context.input.project.images.source)
  return profile && { image: imageOf(profile.wait.image, context), command: profile.wait.command }
}
