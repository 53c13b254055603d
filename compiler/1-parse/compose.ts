import { Composer } from 'yaml'
import type { CST, Document as YamlDocument, ParsedNode, YAMLError } from 'yaml'
import type { Report } from '../diagnostic.ts'
import type { Document } from '../model/document.ts'
import type { Place } from '../model/node.ts'
import { poison } from './build.ts'
import type { Build } from './build.ts'
import { buildNode } from './build-node.ts'
import { includeTag } from './check-tag.ts'
import { malformedYaml } from './malformed-yaml.ts'
import { rangeOf } from './range.ts'
import type { Survey } from './survey.ts'
import { syntaxErrors } from './syntax-errors.ts'

/** A file that is being read. */
export interface Parsing {
  readonly text: string
  readonly place: (start: number, end: number) => Place
  readonly survey: Survey
  readonly report: Report
}

/**
 * Our own code decides what scalars mean, which tags are known and which keys clash;
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

/** Makes documents of raw syntax. */
export function compose(parsing: Parsing, tokens: readonly CST.Token[]): readonly Document[] {
  const { text, place, report, survey } = parsing
  const composer = new Composer(options)
  const composed = Array.from(composer.compose(tokens))
  const tags = survey.tags.map(({ offset, source }) => ({
    at: place(offset, offset + source.length),
    source,
  }))
  const build: Build = { text, place, report, anchors: new Map(), tags, count: 0, deepest: 0 }
  const documents = composed.map((it) => buildDocument(parsing, build, it))
  reportSyntaxErrors(parsing, composer.streamInfo().errors)
  reportLoneDirective(parsing, tokens)
  return documents
}

/** A document that cannot be used at all. */
export function unusable(at: Place): Document {
  return { root: poison(at), tag: undefined, at }
}

function buildDocument(parsing: Parsing, build: Build, document: YamlDocument.Parsed): Document {
  const contents = document.contents as ParsedNode
  const { start, end } = rangeOf(parsing.text, contents)
  const length = parsing.text.slice(start, end).trimEnd().length
  const at = parsing.place(start, start + length)
  const unknownDirectives = document.warnings.filter(({ code }) => code === 'BAD_DIRECTIVE')
  if (reportSyntaxErrors(parsing, [...document.errors, ...unknownDirectives])) return unusable(at)

  const tag = contents.tag === includeTag ? 'include' : undefined
  // It has done its duty; inside a document it would be an error.
  if (tag) delete contents.tag
  // An explicit null is content.
  if (length === 0 && contents.tag === undefined) return { root: undefined, tag, at }
  build.anchors.clear()
  build.deepest = 0
  return { root: buildNode(build, contents, 1), tag, at }
}

function reportSyntaxErrors({ text, place, survey, report }: Parsing, errors: readonly YAMLError[]): boolean {
  const found = syntaxErrors(text, errors, survey.unclosed)
  for (const { kind, start, end } of found) report.push(malformedYaml(place(start, end), kind))
  return found.length > 0
}

/** Directives belong to the document after them; the package says nothing where there is none. */
function reportLoneDirective({ place, report }: Parsing, tokens: readonly CST.Token[]): void {
  const last = tokens.findLast(({ type }) => type === 'directive' || type === 'document')
  if (last?.type !== 'directive') return
  report.push(malformedYaml(place(last.offset, last.offset + last.source.length), 'missing-document-start'))
}
