import type { IniComment, IniFile, IniMalformed, IniOption } from './ini-file.ts'
import { readIniLines } from './ini-lines.ts'
import { sectionKey } from './ini-name.ts'

interface Draft {
  readonly name: string
  readonly comments: readonly IniComment[]
  readonly lines: (IniOption | IniComment)[]
}

/** Reads a text the way oslo.config does, except that it goes on after a malformed line. */
export function parseIni(text: string): IniFile {
  const preamble: IniComment[] = []
  const sections = new Map<string, Draft>()
  const malformed: IniMalformed[] = []
  let section: Draft | undefined
  /** Comments that no blank line has parted yet from what follows: of a header if one comes next. */
  let above: IniComment[] = []

  for (const line of readIniLines(text)) {
    if (line.kind === 'comment') {
      above.push(line)
      continue
    }
    if (line.kind === 'section') {
      section = open(sections, line.name, above)
      above = []
      continue
    }
    for (const it of above) (section?.lines ?? preamble).push(it)
    above = []
    if (line.kind === 'malformed') {
      malformed.push({ offset: line.offset, end: line.end, problem: line.problem })
      // What follows is in a section that has no name, not in the one before.
      if (line.header) section = { name: '', comments: [], lines: [] }
    } else if (line.kind === 'option') {
      if (section) section.lines.push(line)
      else malformed.push({ offset: line.nameAt!.start, end: line.at!.end, problem: 'no-section' })
    }
  }
  for (const it of above) (section?.lines ?? preamble).push(it)
  return { preamble, sections: [...sections.values()], malformed }
}

function open(sections: Map<string, Draft>, name: string, above: readonly IniComment[]): Draft {
  const known = sections.get(sectionKey(name))
  if (known) {
    for (const it of above) known.lines.push(it)
    return known
  }
  const section: Draft = { name, comments: above, lines: [] }
  sections.set(sectionKey(name), section)
  return section
}
