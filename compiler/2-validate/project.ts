import type { Report } from '../diagnostic.ts'
import { asScalar, itemsOf, scalarAt, startOf, textAt, textsOf, valueAt } from '../lib/node.ts'
import type { Parsed, Project } from '../model/input.ts'
import { check } from '../schema/check.ts'
import { project as validator } from '../schema/generated/validators.js'

/** The file that says where things are. */
export const projectFile = 'oskc.yaml'

/** Reads `oskc.yaml`; every key has a default, and so has the file. */
export function readProject(parsed: Parsed, report: Report): Project {
  const root = parsed.documents.get(projectFile)?.find((it) => it.root)?.root
  const checked = root && check(validator, root, { name: 'oskc.yaml' }, report)
  const services = valueAt(checked, 'services')
  return {
    release: textAt(checked, 'release') ?? '2026.1',
    images: asScalar(valueAt(checked, 'images')) ?? scalarAt(startOf(projectFile), 'airship'),
    services: services ? textsOf(services) : ['services'],
    inventory: textAt(checked, 'inventory') ?? 'nodes.yaml',
    maintainers: itemsOf(valueAt(checked, 'maintainers')).flatMap((it) => {
      const name = textAt(it, 'name')
      const email = textAt(it, 'email')
      const url = textAt(it, 'url')
      return name ? [{ name, ...(email ? { email } : {}), ...(url ? { url } : {}) }] : []
    }),
    furtherOptions: itemsOf(valueAt(checked, 'further_options')).flatMap((it) => {
      const [file, group, option] = ['file', 'group', 'option'].map((key) => textAt(it, key))
      return file && group ? [{ file, group, ...(option ? { option } : {}) }] : []
    }),
  }
}
