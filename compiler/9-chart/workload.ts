import { expression, extended, type Yaml, type YamlMap } from '../lib/yaml-piece.ts'
import { filesDigest, rotatedSecrets } from './checksum.ts'
import { claimTemplates } from './claim.ts'
import { workloadContainer } from './container.ts'
import type { Context } from './context.ts'
import { metadata, podLabels, selectorLabels } from './labels.ts'
import type { Manifest } from './manifest.ts'
import { workloadPlacement } from './placement.ts'
import { podSpec } from './pod.ts'
import { programsOf } from './programs.ts'
import { peersName } from './service.ts'
import { deploymentStrategy, updateStrategy } from './update-strategy.ts'

/** The Deployment, StatefulSet or DaemonSet that runs a service. */
export function workload(context: Context): Manifest {
  const { service } = context
  return {
    file: `${service.kind.toLowerCase()}.yaml`,
    object: {
      apiVersion: 'apps/v1',
      kind: service.kind,
      metadata: metadata(context, service.name),
      spec: {
        ...kindSpec(context),
        selector: { matchLabels: selectorLabels(context) },
        template: {
          metadata: { labels: podLabels(context), annotations: annotations(context) },
          spec: workloadPod(context),
        },
      },
    },
  }
}

function kindSpec(context: Context): YamlMap {
  const { service, knobs } = context
  const replicas = knobs.replicas ? expression('.Values.replicas', service.replicas) : service.replicas
  switch (service.kind) {
    case 'Deployment':
      // Waiting for dependencies may take longer than the ten minutes after which a roll-out counts as failed.
      return { replicas, strategy: deploymentStrategy(context), progressDeadlineSeconds: 1800 }
    case 'StatefulSet':
      return {
        replicas,
        serviceName: peersName(service.name),
        podManagementPolicy: service.podManagement,
        updateStrategy: updateStrategy(context),
        volumeClaimTemplates: claimTemplates(context),
      }
    case 'DaemonSet':
      return { updateStrategy: updateStrategy(context) }
  }
}

/** What restarts the pods when it changes, beside the pod itself: exactly the files and secrets that they read. */
function annotations(context: Context): Yaml {
  const { service } = context
  const programs = programsOf({ ...service, jobs: [] })
  const own = {
    ...service.annotations.pod,
    'oskc.io/checksum-files': filesDigest(programs.flatMap((it) => it.files)),
    'oskc.io/secrets': rotatedSecrets(context, programs),
  }
  return extended(own, '.Values.podAnnotations')
}

function workloadPod(context: Context): YamlMap {
  const { service } = context
  const spec = podSpec(context, {
    containers: service.containers,
    built: service.containers.map((it, index) => workloadContainer(context, it, index === 0)),
    waits: service.waits,
    hostNetwork: service.hostNetwork,
    placement: workloadPlacement(context),
  })
  return {
    ...spec,
    hostPID: service.hostPID || undefined,
    hostIPC: service.hostIPC || undefined,
    shareProcessNamespace: service.shareProcessNamespace || undefined,
    terminationGracePeriodSeconds: service.terminationGracePeriod,
  }
}
