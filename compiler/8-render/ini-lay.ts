import type { IniComment, IniFile, IniOption, IniOverride, IniSection } from './ini-file.ts'
import { isOptionName, isSectionName, sectionKey } from './ini-name.ts'
import { tidyIniValue } from './ini-value.ts'

type Line = IniOption | IniComment

/**
 * Lays overrides over a file, each over what the ones before it left.
 * An option keeps its place, a new one goes to the end of its section, a new section to the end of the file.
 * Names must be such as can be written (ini-name.ts); blanks around the lines of a value and blank lines are left out.
 */
export function layIni(file: IniFile, overrides: readonly IniOverride[]): IniFile {
  const sections = new Map(file.sections.map((it) => [sectionKey(it.name), it]))
  for (const override of overrides) {
    const key = sectionKey(override.section)
    const section = sections.get(key)
    const values = valuesOf(override)
    if (section) sections.set(key, layOption(section, override.option, values))
    else if (values.length > 0) sections.set(key, newSection(override.section, values))
  }
  return { ...file, sections: [...sections.values()] }
}

function valuesOf(override: IniOverride): readonly IniOption[] {
  const { section, option, change } = override
  if (!isSectionName(section)) throw new Error(`not the name of a section: ${JSON.stringify(section)}`)
  if (!isOptionName(option)) throw new Error(`not the name of an option: ${JSON.stringify(option)}`)
  if (!('set' in change)) return []
  return change.set.map((it) => ({ kind: 'option', name: option, value: tidyIniValue(it), override }))
}

function newSection(name: string, lines: readonly Line[]): IniSection {
  return { name, comments: [], lines }
}

function layOption(section: IniSection, name: string, values: readonly IniOption[]): IniSection {
  const isIt = (line: Line): boolean => line.kind === 'option' && line.name === name
  const found = section.lines.findIndex(isIt)
  const position = found < 0 ? section.lines.length : found
  const others = section.lines.slice(position).filter((line) => !isIt(line))
  return { ...section, lines: [...section.lines.slice(0, position), ...values, ...others] }
}
