import type { Fault } from './fault.ts'

const warned = 'nothing warned'
const endpoints = 'Services lead to their own pods, at ports that these have'
const waits = 'pods wait for what the graph says'
const rights = 'ServiceAccounts may read what their pods wait for, and nothing more'
const api = 'relay-api/templates/deployment.yaml'
const sidecar = 'relay-sidecar/templates/daemonset.yaml'
const agent = 'relay-agent/templates/daemonset.yaml'
const job = 'relay-agent/templates/job-rpc-user.yaml'

/** Mistakes by which something does not start, or is refused before; none waits for what another of its list holds up. */
export const startingFaults: readonly (readonly Fault[])[] = [
  [
    {
      ...{ name: 'a selector of a Service that finds no pod', file: 'relay-api/templates/service.yaml' },
      ...{ from: /(selector:\n.*component: )server/, to: '$1servers' },
      ...{ check: endpoints, shows: /^the Service relay-api leads to , not to relay-api-/ },
    },
    {
      ...{ name: 'a key that a Secret does not have', file: job },
      ...{ from: 'key: rpc-password', to: 'key: password' },
      ...{ check: warned, shows: /secret "component-relay" references non-existent key: password/ },
    },
    {
      ...{ name: 'a token at a path where nobody reads it', file: sidecar },
      ...{
        from: 'mountPath: /var/run/secrets/kubernetes.io/serviceaccount',
        to: 'mountPath: /var/run/serviceaccount',
      },
      ...{ check: warned, shows: /relay-sidecar-.*container wait has no token/ },
    },
  ],
  [
    {
      ...{ name: 'a Secret that nobody makes', file: job },
      ...{ from: 'secretName: service-rabbitmq', to: 'secretName: service-rpc' },
      ...{ check: warned, shows: /secret "service-rpc" not found/ },
    },
    {
      ...{ name: 'a right that the waiting container lacks', file: 'relay-sidecar/templates/role.yaml' },
      ...{ from: '- pods', to: '- podtemplates' },
      ...{ check: warned, shows: /relay-sidecar-.*pods.*: 403 / },
    },
    {
      ...{ name: 'a claim that nobody makes', file: api },
      ...{ from: 'claimName: relay-api-shared', to: 'claimName: relay-api-common' },
      ...{ check: warned, shows: /relay-api-.*persistentvolumeclaim "relay-api-common" not found/ },
    },
    {
      ...{ name: 'a probe at a port that is not there', file: 'memcached/templates/deployment.yaml' },
      ...{ from: /(tcpSocket:\n +port: )\w+/, to: '$1other' },
      ...{ check: warned, shows: /memcached-.*a probe asks at the port other/ },
    },
  ],
  [
    {
      ...{ name: 'a fact of the node that is not passed on', file: agent },
      ...{ from: /- name: OSKC_NODE_IP\n +valueFrom:\n.*\n.*\n.*\n( +)resources/, to: '\n$1resources' },
      ...{ check: warned, shows: /relay-agent-.*container configure-agent/ },
    },
    {
      ...{ name: 'a key that a ConfigMap does not have', file: sidecar },
      ...{ from: 'key: sidecar.ini\n', to: 'key: side.ini\n' },
      ...{ check: warned, shows: /"relay-sidecar-files" references non-existent key: side\.ini/ },
    },
    {
      ...{ name: 'rights of somebody else', file: 'relay-api/templates/rolebinding.yaml' },
      ...{ from: /(ServiceAccount\n +name: )relay-api/, to: '$1relay-spool' },
      ...{ check: rights, shows: /^relay-spool may get/ },
    },
  ],
  [
    {
      ...{ name: 'a wait for a job that never is', file: api },
      ...{ from: 'relay-api-db-sync-', to: 'relay-api-sync-' },
      ...{ check: waits, shows: /^relay-api-.* waits for .*relay-api-sync-/ },
    },
    {
      ...{ name: 'a file that is not in its volume', file: sidecar },
      ...{ from: 'subPath: sidecar.ini', to: 'subPath: side.ini' },
      ...{ check: warned, shows: /relay-sidecar-.*there is no side\.ini in the volume/ },
    },
    {
      ...{ name: 'a secret that does not get into its file', file: 'relay-api/templates/job-db-sync.yaml' },
      ...{ from: 'path: component-relay/database-password', to: 'path: component-relay/password' },
      ...{ check: warned, shows: /relay-api-db-sync-.*container configure-/ },
    },
  ],
  [
    {
      ...{ name: 'a field that Kubernetes does not know', file: api },
      ...{ from: 'enableServiceLinks:', to: 'enableServiceLink:' },
      ...{ check: 'strict validation', shows: /unknown field "spec\.template\.spec\.enableServiceLink"/ },
    },
    {
      ...{ name: 'a value of another type', file: 'relay-api/templates/service.yaml' },
      ...{ from: 'port: 8080', to: 'port: "8080"' },
      ...{ check: 'strict validation', shows: /spec\.ports(\[0\])?\.port/ },
    },
  ],
]
