import { Composer, Parser } from 'yaml'
import type { CST, Document as YamlDocument, ParsedNode, YAMLError } from 'yaml'
import type { Report } from '../diagnostic.ts'
import type { Document } from '../model/document.ts'
import type { Node, Place } from '../model/node.ts'
import type { SourceFile } from '../model/source.ts'
import type { Build } from './build.ts'
import { buildNode, poison } from './build-node.ts'
import { includeTag } from './check-tag.ts'
import { reportInvisible } from './invisible.ts'
import { limits } from './limits.ts'
import { withPlainBreaks } from './line-breaks.ts'
import { malformedYaml } from './malformed-yaml.ts'
import { tooDeep, tooManyNodes } from './problems.ts'
import { endOf, startOf } from './range.ts'
import { readableText } from './readable-text.ts'
import { survey } from './survey.ts'
import type { Survey } from './survey.ts'
import { syntaxErrors } from './syntax-errors.ts'

/**
 * Our own schema decides what scalars mean, what tags are known and which keys clash;
 * the yaml package only says where things begin and end.
 */
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  keepSourceTokens: true,
  logLevel: 'silent',
} as const

/** A file being parsed. */
interface Parsing {
  readonly text: string
  readonly place: (start: number, end: number) => Place
  readonly survey: Survey
  readonly report: Report
}

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
  const tokens = Array.from(new Parser().parse(text))
  const surveyed = survey(tokens)
  const parsing = { text, place, survey: surveyed, report }
  return exceedsLimits(parsing) ? [unusable(place(0, text.length))] : compose(parsing, tokens)
}

function unusable(at: Place): Document {
  return { root: poison(at), tag: undefined, at }
}

function exceedsLimits({ survey: { tooDeep: deep, tooMany: many }, place, report }: Parsing): boolean {
  if (deep !== undefined) report.push(tooDeep(place(deep, deep + 1), limits.depth))
  if (many !== undefined) report.push(tooManyNodes(place(many, many + 1), limits.nodes))
  return deep !== undefined || many !== undefined
}

function compose(parsing: Parsing, tokens: readonly CST.Token[]): readonly Document[] {
  const composer = new Composer(options)
  const composed = Array.from(composer.compose(tokens))
  const build: Build = {
    place: parsing.place,
    report: parsing.report,
    anchors: new Map(),
    tags: parsing.survey.tags.map(({ offset, source }) => ({
      at: parsing.place(offset, offset + source.length),
      source,
    })),
    count: 0,
    deepest: 0,
  }
  // Errors of a file that has directives or stray marks but no document at all.
  reportSyntaxErrors(parsing, composer.streamInfo().errors)
  return composed.map((it) => buildDocument(parsing, build, it))
}

function reportSyntaxErrors(
  { text, place, survey: { unclosed }, report }: Parsing,
  errors: YamlErrors,
): boolean {
  const found = syntaxErrors(text, errors, unclosed)
  for (const { kind, start, end } of found) report.push(malformedYaml(place(start, end), kind))
  return found.length > 0
}

function buildDocument(parsing: Parsing, build: Build, document: YamlDocument.Parsed): Document {
  const contents = document.contents as ParsedNode
  const at = parsing.place(startOf(contents), endOf(contents))
  const unknownDirectives = document.warnings.filter(({ code }) => code === 'BAD_DIRECTIVE')
  if (reportSyntaxErrors(parsing, [...document.errors, ...unknownDirectives])) return unusable(at)
  const tag = contents.tag === includeTag ? 'include' : undefined
  // It has done its duty; inside a document it would be an error.
  if (tag) delete contents.tag
  build.anchors.clear()
  return { root: isNothing(contents) ? undefined : buildRoot(build, contents), tag, at }
}

/** Whether a document has no content at all; an explicit null has some. */
function isNothing(contents: ParsedNode): boolean {
  return contents.range[0] === contents.range[1] && contents.tag === undefined
}

function buildRoot(build: Build, contents: ParsedNode): Node {
  build.deepest = 0
  return buildNode(build, contents, 1)
}
