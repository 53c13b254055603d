import { commented, type Yaml } from '../lib/yaml-piece.ts'
import type { Program, Security } from '../model/deployment.ts'

/** A container's security context: "restricted" as far as its profile allows. */
export function securityContext(program: Program): Yaml {
  const { profile, reason } = program.security
  const security = { ...program.security, ...identityOf(program) }
  const context = security.privileged ? privileged(security) : confined(security)
  return reason === undefined ? context : commented(`${profile}: ${reason}`, context)
}

/** The security context of a container that oskc adds for a program, running as the same user. */
export function helperSecurityContext(program: Program): Yaml {
  const identity = identityOf(program)
  const root =
    identity.user === 0 || (identity.user === undefined && program.security.profile !== 'restricted')
  return confined({ ...minimal, ...identity, profile: root ? 'baseline' : 'restricted' })
}

/** The security context of a container that must be root for the sake of one capability. */
export function rootSecurityContext(capability: string): Yaml {
  return confined({ ...minimal, user: 0, group: 0, profile: 'baseline', capabilities: [capability] })
}

/** The user and group that a program runs as, as far as they are known: else those of its image. */
export function identityOf({ image, security }: Pick<Program, 'image' | 'security'>): Identity {
  const user = security.user ?? image.user
  const group = security.group ?? image.group
  return { ...(user === undefined ? {} : { user }), ...(group === undefined ? {} : { group }) }
}

type Identity = Pick<Security, 'user' | 'group'>
const minimal = { privileged: false, readOnlyRootFilesystem: true, capabilities: [] } as const

function privileged({ user, group, readOnlyRootFilesystem }: Security): Yaml {
  return { runAsUser: user, runAsGroup: group, privileged: true, readOnlyRootFilesystem }
}

function confined({ profile, user, group, readOnlyRootFilesystem, capabilities }: Security): Yaml {
  const restricted = profile === 'restricted'
  return {
    runAsNonRoot: restricted || (user !== undefined && user !== 0) ? true : undefined,
    runAsUser: user,
    runAsGroup: group,
    allowPrivilegeEscalation: restricted ? false : undefined,
    capabilities: { drop: ['ALL'], add: capabilities.length > 0 ? capabilities : undefined },
    readOnlyRootFilesystem,
    seccompProfile: profile === 'privileged' ? undefined : { type: 'RuntimeDefault' },
  }
}
