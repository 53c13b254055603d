import type { IniComment, IniFile, IniOption, IniSection } from './ini-file.ts'

/** Writes a file in its one canonical form, which is read back as the same file. */
export function printIni({ preamble, sections }: IniFile): string {
  const blocks = [preamble.map(printLine), ...sections.map(printSection)].filter((it) => it.length > 0)
  return blocks.map((it) => it.join('\n') + '\n').join('\n')
}

function printSection({ name, comments, lines }: IniSection): readonly string[] {
  return [...comments.map(printLine), `[${name}]`, ...lines.map(printLine)]
}

function printLine(line: IniOption | IniComment): string {
  if (line.kind === 'comment') return line.text
  const value = line.value.replaceAll('\n', '\n    ')
  return value === '' || value.startsWith('\n') ? `${line.name} =${value}` : `${line.name} = ${value}`
}
