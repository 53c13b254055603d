import { sha256 } from './sha256.ts'

/** A DNS-1123 label made of a text: the text itself where it is one, else cleaned, cut and told apart by a hash. */
export function kubernetesName(text: string, limit = 63): string {
  const clean = text.toLowerCase().replace(/[^a-z0-9-]/g, '-')
  const label = clean.replace(/^-+/, '').replace(/-+$/, '')
  if (label === text && label.length <= limit && label.length > 0) return label
  const cut = label.slice(0, limit - 9).replace(/-+$/, '')
  const hash = sha256(text).slice(0, 8)
  return cut === '' ? `x-${hash}` : `${cut}-${hash}`
}
