import { test } from 'uvu'
import {
  assertCompiles,
  assertRefused,
  chain,
  more,
  partials,
  template,
  times,
  unreadable,
  web,
} from './test-support/hostile.test-support.ts'
import type { Files } from './test-support/hostile.test-support.ts'

/* Templates made to hurt: each gives a problem at its place, in a time that nobody notices. */

const names = (count: number): Files => more(`configs: {web: {names: [${'a, '.repeat(count)}a]}}\n`)
const each = (depth: number, body: string) =>
  times(depth, (it) => `{{#each web.names as |x${it}|}}`).join('') + body + '{{/each}}'.repeat(depth)

const cases: readonly [name: string, files: Files, expected: string, alone?: boolean][] = [
  ['a template of 5 MiB', template('x'.repeat(5 << 20)), `template/too-large ${web}files/web.txt.hbs: xxx`],
  [
    'a template that is not UTF-8',
    unreadable(`${web}files/web.conf.hbs`, 'invalid-utf8'),
    `link/unreadable-text ${web}files/web.conf.hbs: `,
  ],
  [
    'a partial that is not UTF-8',
    unreadable(`${partials}note.hbs`, 'invalid-utf8'),
    `link/unreadable-text ${partials}note.hbs: `,
  ],
  [
    'a replacement with a NUL byte',
    { ...more('files: {web.txt.hbs: x}\n'), ...unreadable('environments/x', 'nul-byte') },
    'link/unreadable-text environments/x: ',
  ],
  [
    'loops in loops',
    { ...template(each(8, 'x')), ...names(100) },
    `template/too-large ${web}files/web.txt.hbs: x`,
  ],
  [
    'loops in loops that write nothing',
    { ...template(each(8, '')), ...names(100) },
    `template/too-large ${web}files/web.txt.hbs: {{#each`,
  ],
  [
    'partials that double 40 times',
    { ...template('{{> p0 t=web.title}}'), ...chain(40, (it) => `{{> p${it} t=t}}{{> p${it} t=t}}`) },
    `template/too-large ${partials}`,
  ],
  [
    'texts that double 60 times',
    { ...template('{{> p0 t=web.title}}'), ...chain(60, (it) => `{{> p${it} t=(concat t t)}}`) },
    `template/too-large ${partials}`,
  ],
  [
    'a text of 500 kB joined 1,000 times',
    {
      ...template('{{join web.names}}'),
      ...more(`configs:\n  region: &a ${'x'.repeat(500_000)}\n  web: {names: [${'*a, '.repeat(1000)}x]}\n`),
    },
    `template/too-large ${web}files/web.txt.hbs: join`,
  ],
  [
    'blocks nested 20,000 deep',
    template(`${'{{#if web.title}}'.repeat(20_000)}${'{{/if}}'.repeat(20_000)}`),
    `template/malformed ${web}files/web.txt.hbs: {{#if web.title}}`,
  ],
  [
    'branches nested 20,000 deep',
    template(`{{#if web.title}}${'{{else if web.title}}'.repeat(20_000)}{{/if}}`),
    `template/malformed ${web}files/web.txt.hbs: {{else if web.title}}`,
  ],
  [
    'calls nested 20,000 deep',
    template(`{{not ${'(not '.repeat(20_000)}web.title${')'.repeat(20_000)}}}`),
    `template/malformed ${web}files/web.txt.hbs: {{not`,
  ],
  ['100,000 braces', template('{'.repeat(100_000)), `template/malformed ${web}files/web.txt.hbs: {`],
  [
    '100,000 beginnings of a remark',
    template('{{!--'.repeat(100_000)),
    `template/malformed ${web}files/web.txt.hbs: {{!--`,
  ],
  [
    '100,000 lines that are no options',
    { [`${web}files/web.conf.hbs`]: 'x\n'.repeat(100_000) },
    `render/malformed-ini ${web}files/web.conf.hbs: x`,
  ],
]
for (const [name, files, expected, alone] of cases)
  test(`${name}: ${expected.split(' ')[0]}`, () => assertRefused(files, expected, alone))

/* What is merely large is no mistake. */
const large: readonly [name: string, files: Files][] = [
  ['a template of 800 kB', template('x'.repeat(800_000))],
  ['a file of 100,000 remarks', { [`${web}files/web.conf.hbs`]: `[a]\n${'#\n'.repeat(100_000)}` }],
  ['partials 300 deep', { ...template('{{> p0 t=web.title}}'), ...chain(300, (it) => `{{> p${it} t=t}}`) }],
]
for (const [name, files] of large) test(`${name} compiles`, () => assertCompiles(files))

test.run()
