/** What the patterns of the schemas mean in words, so that no regular expression is shown to a user. */
export const forms: ReadonlyMap<string, string> = new Map([
  [
    '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
    'a DNS label (lower-case letters, digits and "-", at most 63 characters)',
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
  ['^[0-9a-fA-F.:]+/[0-9]{1,3}$', 'an address range such as "10.0.0.0/8"'],
  ['^[0-9]+\\.[0-9]+\\.[0-9]+$', 'a version of three numbers such as "1.0.0"'],
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
