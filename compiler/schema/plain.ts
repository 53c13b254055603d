import type { Node } from '../model/node.ts'

/** Stands for a poisoned value where a schema checks plain data: dropped from mappings, null in lists. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The plain data of a node, for checking it against a JSON Schema. */
export function plain(node: Node): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'sequence':
      return node.items.map(plain)
    case 'mapping': {
      const result: { [key: string]: Json } = {}
      for (const [key, entry] of node.entries)
        if (entry.value.kind !== 'poison') result[key] = plain(entry.value)
      return result
    }
    case 'poison':
      return null
  }
}
