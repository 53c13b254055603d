import type { Report } from '../diagnostic.ts'
import type { Document } from '../model/document.ts'
import type { SourceFile } from '../model/source.ts'
import { compose, unusable } from './compose.ts'
import { reportInvisible } from './invisible.ts'
import { limits } from './limits.ts'
import { withPlainBreaks } from './line-breaks.ts'
import { tooDeep, tooManyNodes } from './problems.ts'
import { readableText } from './readable-text.ts'
import { survey } from './survey.ts'
import { tokenize } from './tokenize.ts'

/** Reads a YAML file into documents. What is wrong is reported and becomes poison; the rest stays usable. */
export function parseYaml(file: string, source: SourceFile, report: Report): readonly Document[] {
  const original = readableText(file, source, limits.bytes, report)
  if (original === undefined) return [unusable({ file, start: 0, end: 0 })]
  reportInvisible(file, original, report)

  const { text, originalOffset } = withPlainBreaks(original)
  const place = (start: number, end: number) => ({
    file,
    start: originalOffset(start),
    end: originalOffset(end),
  })
  const { tokens, tooDeep: deep } = tokenize(text)
  const surveyed = survey(tokens)
  if (deep !== undefined) report.push(tooDeep(place(deep, deep + 1), limits.depth))
  else if (surveyed.tooMany === undefined) return compose({ text, place, survey: surveyed, report }, tokens)
  else report.push(tooManyNodes(place(surveyed.tooMany, surveyed.tooMany + 1), limits.nodes))
  return [unusable(place(0, text.length))]
}
