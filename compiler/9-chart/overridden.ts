import { sha256 } from '../lib/sha256.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import type { Plain, PlainMap } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { overriddenName } from './job-name.ts'

/** The values that reach jobs. */
const paths = [
  ['global', 'imageRegistry'],
  ['global', 'imagePullPolicy'],
  ['global', 'imagePullSecrets'],
  ['images'],
  ['jobs'],
  ['tolerations'],
  ['priorityClassName'],
] as const

/** The named template that ends the names of jobs: a hash of the values that reach them, nothing for the chart's own. */
export function overriddenTemplate(context: Context): string {
  const { values } = context
  const defaults = paths.map(([first, second]) =>
    second === undefined ? values[first]! : (values[first] as PlainMap)[second]!,
  )
  const hash = sha256(goJson(defaults)).slice(0, 8)
  const list = paths.map((path) => `.Values.${path.join('.')}`).join(' ')
  return `{{- /*
A Job cannot be changed. Where values reach jobs that are not those of this chart, their names end in a hash of them.
*/ -}}
{{- define "${overriddenName(context)}" -}}
{{- list ${list} | toJson | sha256sum | trunc 8 | printf "-%s" | trimPrefix "-${hash}" }}
{{- end }}
`
}

/** JSON as Helm's toJson writes it: keys sorted, and escaped as if it stood in HTML. */
function goJson(value: Plain): string {
  if (typeof value !== 'object' || value === null)
    return JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(goJson).join(',')}]`
  const entries = Object.entries(value as PlainMap).sort(([a], [b]) => lexicographic(a, b))
  return `{${entries.map(([key, it]) => `${goJson(key)}:${goJson(it)}`).join(',')}}`
}
