/** All orders in which things can follow each other, beginning with the given one. */
export function ordersOf<T>(things: readonly T[]): readonly (readonly T[])[] {
  if (things.length < 2) return [things]
  return things.flatMap((first) =>
    ordersOf(things.filter((it) => it !== first)).map((rest) => [first, ...rest]),
  )
}
