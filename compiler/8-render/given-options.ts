import type { GivenOption } from '../options/finding.ts'
import type { IniFile, IniOption } from './ini-file.ts'

/** An option as a line of a file gives it. */
export interface GivenByLine extends GivenOption {
  readonly line: IniOption
}

/** The options that a file gives, line by line. */
export function givenOptions({ sections }: IniFile): readonly GivenByLine[] {
  return sections.flatMap(({ name: group, lines }) =>
    lines.flatMap((line) =>
      line.kind === 'option' ? [{ group, name: line.name, values: [line.value], line }] : [],
    ),
  )
}
