import { secretsLockOf } from '../lib/asked-environments.ts'
import { entriesOf, numberAt } from '../lib/node.ts'
import type { Linked } from '../model/linked.ts'

/** The numbers of rotated secrets, by `name/key`, from `<environment>.secrets.lock.yaml` beside the environment. */
export function rotationsOf(environmentFile: string, { documents }: Linked): ReadonlyMap<string, number> {
  const root = documents.get(secretsLockOf(environmentFile))?.find((it) => it.root)?.root
  return new Map(
    entriesOf(root).flatMap(([name, { value }]) =>
      entriesOf(value).flatMap(([key]) => {
        const number = numberAt(value, key)
        return number ? [[`${name}/${key}`, number] as const] : []
      }),
    ),
  )
}
