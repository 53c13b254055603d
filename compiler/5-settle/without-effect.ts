import type { Report } from '../diagnostic.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import { entriesOf, valueAt } from '../lib/node.ts'
import type { Environment } from '../model/input.ts'
import type { Scalar } from '../model/node.ts'
import { secretsInFile, withoutEffect } from './problems.ts'

/** Keys of the original tool that are accepted and mean nothing here, by section. */
const idle: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      'builder',
      'repositories',
      'sources',
      'versions',
      'url',
      'action',
      'debug',
      'log_file',
      'verbose_level',
      'default_log_levels',
    ],
  ],
  [
    'kubernetes',
    ['server', 'ca_cert', 'cert_file', 'key_file', 'insecure', 'username', 'password', 'appcontroller'],
  ],
  ['images', ['base_distro', 'base_tag', 'base_images', 'maintainer']],
  ['registry', ['insecure', 'username', 'password', 'timeout']],
])

/** One warning for all keys of the original tool that have no effect, and one for secret values in a file. */
export function reportWithoutEffect({ sections }: Environment, report: Report): void {
  const found: { name: string; key: Scalar }[] = []
  for (const [section, names] of idle)
    for (const [name, { key }] of entriesOf(section ? valueAt(sections, section) : sections))
      if (names.includes(name)) found.push({ name: section ? `${section}.${name}` : name, key })
  found.sort((a, b) => lexicographic(a.key.file, b.key.file) || a.key.start - b.key.start)
  const [first, ...rest] = found
  if (first)
    report.push(
      withoutEffect(
        first.key,
        found.map((it) => it.name),
        rest.map((it) => it.key),
      ),
    )
  const secrets = sections.entries.get('secret_configs')
  if (secrets && entriesOf(secrets.value).length > 0) report.push(secretsInFile(secrets.key))
}
