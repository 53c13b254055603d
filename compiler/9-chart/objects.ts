import { claims } from './claim.ts'
import { configMaps } from './config-map.ts'
import type { Context } from './context.ts'
import { disruptionBudget } from './disruption-budget.ts'
import { ingress } from './ingress.ts'
import { jobs } from './job.ts'
import type { Manifest } from './manifest.ts'
import { networkPolicy } from './network-policy.ts'
import { rbac } from './rbac.ts'
import { services } from './service.ts'
import { workload } from './workload.ts'

/** All Kubernetes objects of one chart. */
export function objects(context: Context): readonly Manifest[] {
  return [
    workload(context),
    ...services(context),
    ...ingress(context),
    ...networkPolicy(context),
    ...disruptionBudget(context),
    ...configMaps(context),
    ...claims(context),
    ...jobs(context),
    ...rbac(context),
  ]
}
