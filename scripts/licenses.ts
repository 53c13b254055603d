import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The licences of the packages that are inside a bundle, given the paths of the files it was made of. */
export function licensesOf(root: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((it) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(it) ?? []))
  return [...folders]
    .toSorted()
    .map((folder) => licenseOf(join(root, folder)))
    .join('\n')
}

function licenseOf(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>
  const file = readdirSync(folder).find((it) => /^(licen[cs]e|copying)/i.test(it))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
  return `== ${about['name']} ${about['version']} (${about['license']}) ==\n\n${text}\n`
}
