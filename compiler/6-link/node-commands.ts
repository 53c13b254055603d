import { itemsOf, textAt, valueAt, asScalar } from '../lib/node.ts'
import type { LinkedService } from '../model/linked.ts'
import type { Mapping, Node } from '../model/node.ts'
import type { Context } from './context.ts'
import { imageOf } from './images.ts'
import { readCommand } from './program.ts'

/** What the daemons' commands read, and how they look with the settings of some nodes: container → arguments. */
export function nodeCommands(
  containersOf: (root: Mapping, recorder: Set<string>) => Node | undefined,
  commandReads: ReadonlySet<string>,
  context: Context,
): Pick<LinkedService, 'commandReads' | 'commandsWith'> {
  return {
    commandReads,
    commandsWith: (root) =>
      new Map(
        itemsOf(containersOf(root, new Set())).flatMap((it) => {
          const image = asScalar(valueAt(it, 'image'))
          const command =
            image && readCommand(valueAt(valueAt(it, 'daemon'), 'command'), imageOf(image, context), context)
          return command ? [[textAt(it, 'name') ?? '', command] as const] : []
        }),
      ),
  }
}
