import type { Fault } from './fault.ts'

const ready = 'every pod is ready, every job complete'
const placed = 'pods run exactly where the topology says, and could run nowhere else'
const apart = 'members that keep apart do, and budgets count them'
const endpoints = 'Services lead to their own pods, at ports that these have'
const waits = 'pods wait for what the graph says'
const rights = 'ServiceAccounts may read what their pods wait for, and nothing more'
const written = 'every file is written as it was compiled for its node'
const found = 'every file and every volume that a definition asks for is at its path'
const maps = 'ConfigMaps hold the compiled files, and nothing that nobody reads'
const reached = 'policies let through whatever pods were told to connect to, and what they wait for'
const closed = 'and inside an environment nothing else'
const open = 'what is published is open to all, and nothing else is'
const api = 'relay-api/templates/deployment.yaml'
const sidecar = 'relay-sidecar/templates/daemonset.yaml'
const agent = 'relay-agent/templates/daemonset.yaml'
const spool = 'relay-spool/templates/statefulset.yaml'

/**
 * Mistakes that a compiler could make, by which everything starts. Each list is put into one environment: none of its faults
 * hides another.
 */
export const runningFaults: readonly (readonly Fault[])[] = [
  [
    {
      ...{ name: 'a job that is lost', file: 'relay-api/templates/job-announce.yaml' },
      ...{ from: /[^]+/, to: '' },
      ...{ check: ready, shows: /^there are 3 jobs, not 4$/ },
    },
    {
      ...{ name: 'a client that is kept out', file: 'memcached/templates/networkpolicy.yaml' },
      ...{ from: /\n +- relay-api/, to: '' },
      ...{ check: reached, shows: /^relay-api-.* does not reach memcached$/ },
    },
    {
      ...{ name: 'a policy that lets everybody in', file: 'relay-spool/templates/networkpolicy.yaml' },
      ...{ from: /- from:[^]*?( +)ports:/, to: '- ports:' },
      ...{ check: open, shows: /^relay-spool:9091 is open to all$/ },
    },
    {
      ...{ name: 'a port that is not published', file: 'relay-api/templates/networkpolicy.yaml' },
      ...{ from: / +- ports:\n +- protocol: TCP\n +port: 8080\n/, to: '' },
      ...{ check: open, shows: /^relay-api:8080 is published, but not open$/ },
    },
    {
      ...{ name: 'a budget that lets all go at once', file: 'relay-api/templates/poddisruptionbudget.yaml' },
      ...{ from: 'maxUnavailable: 1', to: 'maxUnavailable: 2' },
      ...{ check: apart, shows: /^the budget relay-api counts 2, 2, 2$/ },
    },
    {
      ...{ name: 'a right that nobody needs', file: 'relay-api/templates/role.yaml' },
      ...{ from: '- endpoints\n', to: '- endpoints\n      - secrets\n' },
      ...{ check: rights, shows: /^relay-api may (?=.*get secrets)/ },
    },
    {
      ...{ name: 'a volume that forgets', file: api },
      ...{ from: /persistentVolumeClaim:\n +claimName: relay-api-shared/, to: 'emptyDir: {}' },
      ...{ check: found, shows: /^the container api of relay-api has no storage at \/var\/lib\/relay$/ },
    },
    {
      ...{ name: 'a volume that is lost', file: spool },
      ...{ from: /volumeMounts:\n +- name: data\n.*/, to: 'volumeMounts: []' },
      ...{ check: found, shows: /^the container spool of relay-spool has no storage at/ },
    },
    {
      ...{ name: 'members that may share a node', file: spool },
      ...{ from: /podAntiAffinity:\n +required[^]*?name: relay-spool/, to: 'podAntiAffinity: {}' },
      ...{ check: apart, shows: /^members of relay-spool may share a node$/ },
    },
    {
      ...{ name: 'the variant of another node', file: 'relay-agent/templates/configmap-nodes.yaml' },
      ...{ from: 'node4\t', to: 'node3\t' },
      ...{
        check: written,
        shows: /^relay-agent-.* has another relay-agent\.conf than was compiled for node3$/,
      },
    },
    {
      ...{ name: 'a file with the wrong mode', file: api },
      ...{ from: 'relay-api.conf:0640', to: 'relay-api.conf:0600' },
      ...{ check: found, shows: /relay-api\.conf of relay-api-.* has the mode 600, not 0640$/ },
    },
    {
      ...{ name: 'a file that is not mounted', file: api },
      ...{ from: /\n +- name: oskc-out-api\n +mountPath: \/var\/lib\/relay-token\n.*\n.*/, to: '' },
      ...{ check: found, shows: /^the container api of relay-api-.* does not find \/var\/lib\/relay-token$/ },
    },
    {
      ...{ name: 'a wait that was forgotten', file: sidecar },
      ...{ from: /\n +- name: DEPENDENCY_POD_JSON\n.*/, to: '' },
      ...{ check: waits, shows: /^relay-sidecar-.* waits for memcached, not for/ },
    },
    {
      ...{ name: 'a node too many', file: api },
      ...{ from: /\n( +)- node1/, to: '\n$1- node1\n$1- node9' },
      ...{ check: placed, shows: /^relay-api may run on node1 node2 node9, not on node1 node2$/ },
    },
    {
      ...{ name: 'a file with other content', file: 'relay-api/files/relay-api.conf' },
      ...{ from: 'greeting = Hello', to: 'greeting = hello' },
      ...{
        check: maps,
        shows: /^the ConfigMaps of relay-api do not hold relay-api\.conf as it was compiled$/,
      },
    },
    {
      ...{ name: 'a container that may do more than was said', file: api },
      ...{
        from: /(- name: api\n[^]*?)allowPrivilegeEscalation: false/,
        to: '$1allowPrivilegeEscalation: true',
      },
      ...{
        check: 'Pod Security',
        shows: /^Deployment\/relay-api is refused, and does not say why it needs more$/,
      },
    },
  ],
  [
    {
      ...{ name: 'a port that is kept shut', file: 'memcached/templates/networkpolicy.yaml' },
      ...{ from: 'port: 11211', to: 'port: 11212' },
      ...{ check: reached, shows: /^relay-sidecar-.* does not reach memcached$/ },
    },
    {
      ...{ name: 'a port of a Service that no pod has', file: 'relay-api/templates/service.yaml' },
      ...{ from: 'targetPort: api', to: 'targetPort: apis' },
      ...{ check: endpoints, shows: /^the port 8080 of the Service relay-api leads to apis/ },
    },
    {
      ...{ name: 'a budget that counts jobs', file: 'relay-api/templates/poddisruptionbudget.yaml' },
      ...{ from: /(matchLabels:\n).*component: server\n/, to: '$1' },
      ...{ check: apart, shows: /^the budget relay-api means other pods$/ },
    },
    {
      ...{ name: 'a wait for any node instead of its own', file: sidecar },
      ...{ from: '"requireSameNode":true', to: '"requireSameNode":false' },
      ...{ check: waits, shows: /^relay-sidecar-.* not for .*relay-agent on its node/ },
    },
    {
      ...{ name: 'a node that is missing', file: agent },
      ...{ from: /\n +- node4/, to: '' },
      ...{ check: placed, shows: /^relay-agent is not on node4$/ },
    },
  ],
  [
    {
      ...{ name: 'a policy that lets in whoever is there', file: 'memcached/templates/networkpolicy.yaml' },
      ...{ from: /\n +matchExpressions:[^]*?- relay-sidecar/, to: '' },
      ...{ check: closed, shows: /: relay-agent memcached 11211$|: relay-spool memcached 11211$/ },
    },
    {
      ...{ name: 'a port of the nodes that nobody knows', file: 'relay-api/templates/service-external.yaml' },
      ...{ from: /\n +nodePort: \d+/, to: '' },
      ...{ check: open, shows: /^there is nothing at 192\.0\.2\.10:309\d\d$/ },
    },
    {
      ...{ name: 'members that are kept apart', file: 'relay-spool/templates/networkpolicy.yaml' },
      ...{ from: 'port: 9091', to: 'port: 9092' },
      ...{
        check: reached,
        shows: /^relay-spool-0 does not reach the member relay-spool-1 of relay-spool at 9091$/,
      },
    },
    {
      ...{
        name: 'a selector of a Service that finds pods of jobs, too',
        file: 'relay-api/templates/service.yaml',
      },
      ...{ from: /(selector:\n).*component: server\n/, to: '$1' },
      ...{ check: endpoints, shows: /^the Service relay-api means relay-api-.*, which it should not$/ },
    },
  ],
  [
    {
      ...{ name: 'an address that leads nowhere', file: 'relay-api/files/relay-api.conf' },
      ...{ from: 'mariadb.', to: 'maria.' },
      ...{ check: reached, shows: /^There is no Service for the address maria\./ },
    },
  ],
]
