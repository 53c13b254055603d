import { idOf, type SecretsPlan } from './plan-secrets.ts'
import type { SecretsPlace } from './secrets-place.ts'
import { shellWord } from './shell-word.ts'

/** What was done, and what comes next. */
export function secretsSummary(
  environment: string,
  { added, rotated, missing }: SecretsPlan,
  { shown }: SecretsPlace,
  declared: number,
): string {
  if (declared === 0) return `The environment ${environment} has no secrets.\n`
  const list = (title: string, secrets: SecretsPlan['added']) =>
    secrets.length === 0 ? [] : [`${title}: ${secrets.map(idOf).join(', ')}`]
  const complete = missing.length === 0 ? ', all with values' : `, ${missing.length} without a value`
  return [
    `${shown}: ${declared} ${declared === 1 ? 'secret' : 'secrets'}${complete}.`,
    ...list('New', added),
    ...list('Rotated', rotated),
    'The file holds them in the clear: keep it out of version control.',
    '',
    ...(rotated.length > 0
      ? [`Compile, so that what reads them runs again: oskc compile ${environment}`]
      : []),
    `Hand them to Kubernetes: kubectl apply -f ${shellWord(shown)}`,
    '',
  ].join('\n')
}
