/** The keys that a reader looks for first, in the order in which people write them, whatever the kind. */
const order = [
  ...['apiVersion', 'kind', 'name', 'namespace', 'metadata', 'labels', 'annotations'],
  // Charts.
  ...['type', 'description', 'version', 'appVersion', 'kubeVersion', 'icon', 'maintainers', 'dependencies'],
  // Workloads, budgets, policies.
  ...[
    'replicas',
    'podManagementPolicy',
    'serviceName',
    'strategy',
    'updateStrategy',
    'maxSurge',
    'maxUnavailable',
  ],
  ...['progressDeadlineSeconds', 'backoffLimit', 'podSelector', 'policyTypes', 'ingress', 'from'],
  ...['maxSkew', 'topologyKey', 'whenUnsatisfiable', 'labelSelector', 'namespaceSelector'],
  ...['selector', 'matchLabels', 'matchExpressions', 'template', 'spec', 'volumeClaimTemplates'],
  // Pods.
  ...['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'dnsPolicy', 'nodeSelector', 'affinity'],
  ...['nodeAffinity', 'podAntiAffinity', 'topologySpreadConstraints', 'tolerations', 'priorityClassName'],
  ...['serviceAccountName', 'automountServiceAccountToken', 'enableServiceLinks', 'imagePullSecrets'],
  ...['restartPolicy', 'terminationGracePeriodSeconds'],
  // Containers; the security context of a pod comes before them, too.
  ...[
    'image',
    'imagePullPolicy',
    'securityContext',
    'runAsNonRoot',
    'runAsUser',
    'runAsGroup',
    'command',
    'env',
  ],
  ...[
    'initContainers',
    'containers',
    'clusterIP',
    'publishNotReadyAddresses',
    'containerPort',
    'ports',
    'hostPort',
  ],
  ...['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle', 'apiGroups', 'accessModes'],
  ...['resources', 'requests', 'limits', 'volumeMounts', 'volumes', 'mountPath', 'subPath', 'readOnly'],
  // Small things in lists.
  ...[
    'key',
    'operator',
    'values',
    'path',
    'protocol',
    'port',
    'targetPort',
    'nodePort',
    'value',
    'valueFrom',
  ],
  ...['verbs', 'roleRef', 'subjects', 'host', 'http', 'pathType', 'secretName', 'sources', 'items'],
  ...['mode', 'defaultMode', 'data', 'binaryData'],
]

/** Rank of each key; the others follow by code unit. */
export const keyRank: ReadonlyMap<string, number> = new Map(order.map((key, index) => [key, index]))
