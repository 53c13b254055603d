/** What the patterns of the schemas mean in words, so that no regular expression is shown to a user. */
export const forms: ReadonlyMap<string, string> = new Map([
  [
    '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
    'a DNS label (lower-case letters, digits and "-", at most 63 characters)',
  ],
  [
    '^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$',
    'a name (lower-case letters, digits and "-", beginning with a letter, at most 32 characters)',
  ],
  [
    '^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$',
    'a service name (lower-case letters, digits and "-", beginning with a letter, at most 50 characters)',
  ],
  [
    '^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$',
    'a port name (lower-case letters, digits and "-", at most 15 characters)',
  ],
  [
    '^[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?$',
    'a name (lower-case letters, digits and "-", at most 42 characters)',
  ],
  [
    '^[a-z0-9]([-a-z0-9]{0,60}[a-z0-9])?$',
    'a name (lower-case letters, digits and "-", at most 62 characters)',
  ],
  ['^20[0-9]{2}\\.[12]$', 'an OpenStack release such as "2026.1"'],
  [
    '^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/([12]?[0-9]|3[0-2])|[0-9a-fA-F:]{0,39}:[0-9a-fA-F:]{0,39}(:((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]))?/([1-9]?[0-9]|1[01][0-9]|12[0-8]))$',
    'an address range such as "10.0.0.0/8"',
  ],
  [
    '^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])|[0-9a-fA-F:]{0,39}:[0-9a-fA-F:]{0,39}(:((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]))?)$',
    'an IP address',
  ],
  [
    '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$',
    'a DNS name (lower-case letters, digits, "-" and ".")',
  ],
  [
    '^([A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)?$',
    'a registry (a host name, with a port and a path where it has them)',
  ],
  [
    '^[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$',
    'a registry (a host name, with a port and a path where it has them)',
  ],
  [
    '^[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$',
    'the path of an image in its registry (lower-case letters, digits, ".", "_", "-" and "/")',
  ],
  [
    '^[A-Za-z0-9_][-.A-Za-z0-9_]{0,127}$',
    'the tag of an image (letters, digits, "_", "." and "-", at most 128 characters)',
  ],
  [
    '^([A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:[0-9]{1,5})?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][-.A-Za-z0-9_]{0,127})?(@sha256:[0-9a-f]{64})?$',
    'an image (a name of the image profile, or a reference such as registry.example.org/web:1.0)',
  ],
  ['^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$', 'the name of a node (lower-case letters, digits, "-" and ".")'],
  [
    '^[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$',
    'the value of a label (letters, digits, "-", "_" and ".", at most 63 characters)',
  ],
  ['^[0-9]+\\.[0-9]+\\.[0-9]+$', 'a version of three numbers such as "1.0.0"'],
  ['^[A-Za-z0-9._-]{1,15}$', 'the name of a network interface'],
  ['^[A-Za-z0-9]([-.:A-Za-z0-9]*[A-Za-z0-9])?$', 'an IP address or a host name'],
  ['^/', 'an absolute path'],
  ['^0[0-7]{3}$', 'a file mode in quotes such as "0640"'],
  ['^sha256:[0-9a-f]{64}$', 'an image digest ("sha256:" and 64 hexadecimal digits)'],
  ['^[A-Za-z_][A-Za-z0-9_]*$', 'the name of an environment variable'],
  ['^[A-Z_]+$', 'a Linux capability such as NET_ADMIN'],
  ['^[0-9]+(Ki|Mi|Gi|Ti|Pi)?$', 'a size such as 10Gi'],
  ['^[0-9]+(\\.[0-9]+)?(m|Ki|Mi|Gi|Ti|k|M|G|T)?$', 'a quantity such as 100m or 256Mi'],
  [
    '^[a-z][-a-z0-9]*(:local)?$',
    'the name of a container, job, service or need, with ":local" for "on this node"',
  ],
  ['^[-._a-zA-Z0-9]{1,253}$', 'a key (letters, digits, ".", "_", "-")'],
  [
    '^[a-zA-Z0-9]([-._a-zA-Z0-9]{0,200}[a-zA-Z0-9])?$',
    'a file key (letters, digits, ".", "_", "-", beginning and ending with a letter or digit)',
  ],
])
