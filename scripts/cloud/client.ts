import type { Secret } from '../cluster/control/objects.ts'
import type { Cloud } from './cloud.ts'
import { keysOfSecret, type Manifests } from './manifests.ts'

/** Runs `openstack` as the administrator: what it prints as JSON; throws with what it says where it fails. */
export interface OpenStackClient {
  <T = unknown>(...args: readonly string[]): Promise<T>
  /** How programs log in as the administrator. */
  readonly env: Readonly<Record<string, string>>
}

/** The client of a cloud whose identity service is its `keystone`, with the image that its own jobs use. */
export function openStackClient(cloud: Cloud, manifests: Manifests): OpenStackClient {
  const secret = manifests.find<Secret>('Secret', 'component-keystone')
  const password = secret && keysOfSecret(secret).get('admin-password')?.toString()
  if (!password) throw new Error('There is no password of the administrator.')
  const env = {
    OS_AUTH_URL: `http://keystone.${manifests.namespace}.svc.cluster.local:5000/v3`,
    OS_USERNAME: 'admin',
    OS_PASSWORD: password,
    OS_PROJECT_NAME: 'admin',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_IDENTITY_API_VERSION: '3',
    PYTHONWARNINGS: 'ignore',
  }
  const ask = async <T>(...args: readonly string[]): Promise<T> => {
    const { code, out } = await cloud.run('openstack-client', ['openstack', ...args], env)
    if (code !== 0) throw new Error(`openstack ${args.join(' ')}: ${out}`)
    const start = out.search(/^[[{]/m)
    return (start < 0 ? undefined : JSON.parse(out.slice(start))) as T
  }
  return Object.assign(ask, { env })
}
