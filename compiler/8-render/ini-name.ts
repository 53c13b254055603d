import { strip } from './ini-strip.ts'

/** What a section is found by: oslo.config ignores the case of its name, but `DEFAULT` is like no other. */
export function sectionKey(name: string): string {
  return name === 'DEFAULT' ? name : name.toLowerCase()
}

/** Whether a section of that name can be written. */
export function isSectionName(name: string): boolean {
  return name !== '' && !/[\r\n]/.test(name)
}

/** Whether an option of that name can be written so that it is read back as that name. */
export function isOptionName(name: string): boolean {
  return name !== '' && strip(name) === name && !/^[[#;]|[=:\r\n]/.test(name)
}
