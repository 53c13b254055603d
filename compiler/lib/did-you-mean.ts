import { editDistance } from './edit-distance.ts'
import { lexicographic } from './lexicographic.ts'

const mostCandidates = 3
const longestWord = 100
/** More known words than any real project has: a proposal out of them is not worth the time. */
const mostKnown = 1000

/** A hint that names the known words which a misspelt one most likely stands for; no hint if none is near. */
export function didYouMean(word: string, known: Iterable<string>): { readonly hint?: string } {
  const candidates = suggestions(word, known).map((it) => `"${it}"`)
  const last = candidates.pop()
  if (last === undefined) return {}
  const others = candidates.join(', ')
  return { hint: `Did you mean ${others === '' ? '' : `${others} or `}${last}?` }
}

/** The known words near a misspelt one, nearest first. */
export function suggestions(word: string, known: Iterable<string>): readonly string[] {
  if (word === '' || word.length > longestWord) return []
  const folded = fold(word)
  const near = new Map<string, number>()
  for (const candidate of fewOf(known)) {
    // A word that is known is no misspelling: whoever asks is wrong about something else.
    if (candidate === word || candidate === '') continue
    const limit = allowance(Math.max(word.length, candidate.length))
    if (Math.abs(word.length - candidate.length) > limit) continue
    const distance = editDistance(folded, fold(candidate), limit)
    if (distance <= limit) near.set(candidate, distance)
  }
  const ranked = [...near].sort(([a, left], [b, right]) => left - right || lexicographic(a, b))
  const nearest = ranked[0]?.[1] ?? 0
  return ranked
    .filter(([, distance]) => distance <= nearest + 1)
    .slice(0, mostCandidates)
    .map(([candidate]) => candidate)
}

/** All of some words, or none where there are too many. */
function fewOf(known: Iterable<string>): readonly string[] {
  if (Array.isArray(known) && known.length > mostKnown) return []
  const words: string[] = []
  for (const it of known) {
    if (words.length === mostKnown) return []
    words.push(it)
  }
  return words
}

/** Letter case and the usual separators are no difference that a reader would notice. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[_. ]/g, '-')
}

/** One slip for every three letters, but never so many that a short word becomes another one. */
function allowance(length: number): number {
  return length <= 2 ? 0 : Math.min(4, Math.max(1, Math.floor(length / 3)))
}
