import { holdsPoison } from '../lib/holds-poison.ts'
import { asMapping, entriesOf, isTrue, textAt, valueAt } from '../lib/node.ts'
import { secretDeclarations } from '../lib/secret-declarations.ts'
import type { NeedKind } from '../model/catalogue.ts'
import * as validators from '../schema/generated/validators.js'
import { document, isBroken } from './catalogue-file.ts'
import type { Reader } from './catalogue-file.ts'
import { checkSettingsSchema } from './check-settings-schema.ts'
import { shapeOf } from './shape-of.ts'

/** Reads a kind of need from its file. */
export function readNeed(name: string, file: string, reader: Reader): NeedKind {
  const root = document(file, validators.need, 'a kind of need', reader)
  const schema = valueAt(root, 'parameters')
  checkSettingsSchema(schema, reader.report)
  const strings = (key: string) =>
    new Map(
      entriesOf(valueAt(root, key)).flatMap(([from, it]) =>
        it.value.kind === 'scalar' ? [[from, it.value.source] as const] : [],
      ),
    )
  return {
    name,
    file,
    description: textAt(root, 'description') ?? '',
    parameters: schema && shapeOf(undefined, schema),
    port: textAt(root, 'port'),
    optional: isTrue(root, 'optional'),
    per: textAt(root, 'per') === 'instance' ? 'instance' : 'component',
    secrets: secretDeclarations(valueAt(root, 'secrets')),
    reads: strings('reads'),
    facts: new Map(
      entriesOf(valueAt(root, 'facts')).flatMap(([key, it]) =>
        it.value.kind === 'scalar' ? [[key, it.value] as const] : [],
      ),
    ),
    claims: strings('claims'),
    jobs: valueAt(root, 'jobs'),
    files: asMapping(valueAt(root, 'files')),
    broken: holdsPoison(root) || isBroken(file, root, reader),
  }
}
