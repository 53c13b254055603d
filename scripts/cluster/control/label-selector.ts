import type { LabelSelector, StringMap } from './objects.ts'

/** Whether labels are chosen by a selector; an empty selector chooses all. */
export function selects(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: StringMap = {},
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key]
      if (operator === 'Exists') return value !== undefined
      if (operator === 'DoesNotExist') return value === undefined
      if (operator === 'In') return value !== undefined && values.includes(value)
      return value === undefined || !values.includes(value)
    })
  )
}
