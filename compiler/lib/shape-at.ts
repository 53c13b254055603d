import type { Shape } from '../model/shape.ts'

/** The shape of what a path leads to, below shapes by name; undefined when nothing of that name can be there. */
export function shapeAt(shapes: ReadonlyMap<string, Shape>, path: readonly string[]): Shape | undefined {
  const [first, ...rest] = path
  let shape = first === undefined ? undefined : shapes.get(first)
  for (const key of rest) {
    if (shape?.kind === 'any') return shape
    shape = shape?.kind === 'map' ? (shape.entries.get(key) ?? shape.rest) : undefined
  }
  return shape
}

/** The names that could follow a path, for proposals. */
export function namesBelow(shapes: ReadonlyMap<string, Shape>, path: readonly string[]): readonly string[] {
  if (path.length === 0) return [...shapes.keys()]
  const shape = shapeAt(shapes, path)
  return shape?.kind === 'map' ? [...shape.entries.keys()] : []
}
