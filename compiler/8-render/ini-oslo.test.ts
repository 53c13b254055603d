import fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { hasPython, readBack } from '../../scripts/python/read-back.ts'
import type { ParsedFile } from '../../scripts/python/read-back.ts'
import { arbitraryOverride, arbitraryText, arbitraryValue } from './ini-arbitrary.ts'
import type { IniFile } from './ini-file.ts'
import { layIni } from './ini-lay.ts'
import { sectionKey } from './ini-name.ts'
import { parseIni } from './ini-parse.ts'
import { printIni } from './ini-print.ts'
import { iniValue, readIniValue } from './ini-value.ts'

const folder = mkdtempSync(join(tmpdir(), 'oskc-ini-'))
test.after(() => rmSync(folder, { recursive: true }))

if (hasPython('reading INI files with oslo.config')) {
  test('oslo.config reads the same in every file, and refuses the same files', () => {
    const texts = fc.sample(arbitraryText, { numRuns: 600, seed: 1 })
    const { files } = readBack({ files: texts.map((text, i) => write(`text-${i}`, text)) })
    const refused = files.filter((it) => 'error' in it).length
    assert.ok(refused > 50 && refused < 550, `${refused} of 600 refused: the texts are too much alike`)
    texts.forEach((text, i) => {
      const file = parseIni(text)
      const answer = files[i]!
      // A line that begins with an odd blank is the one thing that only we refuse.
      const faults = file.malformed.filter((it) => it.problem !== 'odd-blank')
      if (faults.length < file.malformed.length) return
      assert.is(faults.length > 0, 'error' in answer, JSON.stringify({ text, answer }))
      if (!('error' in answer)) assert.equal(meaning(file), answer, JSON.stringify(text))
    })
  })

  test('oslo.config reads printed files as the same', () => {
    const laid = fc
      .sample(fc.tuple(arbitraryText, fc.array(arbitraryOverride)), { numRuns: 300, seed: 2 })
      .map(([text, overrides]) => layIni(parseIni(text), overrides))
    const { files } = readBack({ files: laid.map((file, i) => write(`laid-${i}`, printIni(file))) })
    laid.forEach((file, i) => assert.equal(meaning(file), files[i], JSON.stringify(printIni(file))))
  })

  test('a service reads every value as the text it was written for', () => {
    const texts = fc.sample(arbitraryValue, { numRuns: 1000, seed: 3 })
    const written = texts.flatMap((text) => {
      const value = iniValue(text)
      return typeof value === 'string' ? [{ text, value }] : []
    })
    const overrides = written.map((it, i) => ({ section: 'a', option: `x${i}`, change: { set: [it.value] } }))
    const { options } = readBack({ options: [write('values', printIni(layIni(parseIni(''), overrides)))] })
    assert.ok(written.length > 500)
    assert.equal(
      options[0],
      written.map(({ text }, i) => ['a', `x${i}`, [text]]),
    )
  })

  test('a text said to be impossible is read as another one, however it is quoted', () => {
    const impossible = ['a\r', 'a\rb', 'a\n', 'a\n\nb', 'a\n b', 'a\nb\u3000']
    const ways = (it: string): readonly string[] => [
      it,
      `"${it}"`,
      `'${it}'`,
      it.replaceAll('\n', '\n '),
      `"${it}\n "`,
    ]
    const files = impossible.flatMap((it) => ways(it).map((way) => ({ it, text: `[a]\nx = ${way}\n` })))
    const answer = readBack({ files: files.map(({ text }, i) => write(`impossible-${i}`, text)) })
    files.forEach(({ it }, i) => {
      const read = answer.files[i]!
      assert.not.equal('error' in read ? undefined : read['a'], { x: [it] })
    })
  })
}

test.run()

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function meaning(file: IniFile): ParsedFile {
  const sections: Record<string, Record<string, string[]>> = {}
  for (const section of file.sections) {
    const options = (sections[sectionKey(section.name)] = {} as Record<string, string[]>)
    for (const line of section.lines) {
      if (line.kind === 'option') (options[line.name] ??= []).push(readIniValue(line.value))
    }
  }
  return sections
}
