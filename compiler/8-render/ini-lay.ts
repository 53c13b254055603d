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
  const sections = new Map<string, Draft>(
    file.sections.map((it) => [sectionKey(it.name), { section: it, changed: undefined }]),
  )
  for (const override of overrides) {
    const key = sectionKey(override.section)
    const values = valuesOf(override)
    const draft = sections.get(key) ?? { section: newSection(override.section), changed: undefined }
    if (!sections.has(key) && values.length === 0) continue
    sections.set(key, draft)
    layOption((draft.changed ??= slotsOf(draft.section)), override.option, values)
  }
  return {
    ...file,
    sections: [...sections.values()].map(({ section, changed }) =>
      changed ? { ...section, lines: changed.slots.flat() } : section,
    ),
  }
}

interface Draft {
  readonly section: IniSection
  changed: Slots | undefined
}

/** The lines of a section, those that are gone and those that took their place, and where each option stands. */
interface Slots {
  readonly slots: (readonly Line[])[]
  readonly positions: Map<string, number[]>
}

function valuesOf(override: IniOverride): readonly IniOption[] {
  const { section, option, change } = override
  if (!isSectionName(section)) throw new Error(`not the name of a section: ${JSON.stringify(section)}`)
  if (!isOptionName(option)) throw new Error(`not the name of an option: ${JSON.stringify(option)}`)
  if (!('set' in change)) return []
  return change.set.map((it) => ({ kind: 'option', name: option, value: tidyIniValue(it), override }))
}

function newSection(name: string): IniSection {
  return { name, comments: [], lines: [] }
}

function slotsOf({ lines }: IniSection): Slots {
  const positions = new Map<string, number[]>()
  lines.forEach((line, index) => {
    if (line.kind !== 'option') return
    const known = positions.get(line.name)
    if (known) known.push(index)
    else positions.set(line.name, [index])
  })
  return { slots: lines.map((it) => [it]), positions }
}

function layOption({ slots, positions }: Slots, name: string, values: readonly IniOption[]): void {
  const [first = slots.length, ...others] = positions.get(name) ?? []
  slots[first] = values
  for (const it of others) slots[it] = []
  if (values.length > 0) positions.set(name, [first])
  else positions.delete(name)
}
