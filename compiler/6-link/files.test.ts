import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/* Files of the catalogue, and those of the user in their place. */

const web = '<oskc>/templates/web/'
const sound = 'nodes: {node1$: {roles: [all]}}\nroles: {all: [web, store]}\n'

/** The text of a file of `web`, and what is reported. */
function compiled(files: Readonly<Record<string, string>>, environment = 0) {
  const { environments, diagnostics, linked } = compileTiny(files)
  const found = environments[environment]?.services.find((it) => it.name === 'web')
  return {
    content: (key: string) => found?.containers[0]?.files.find((it) => it.key === key)?.content,
    told: toldBy(diagnostics, linked.sources).filter((it) => !it.startsWith('place/')),
  }
}

/** The definition of `web` with a file that is no template. */
const withStatic = {
  [`${web}services/web.yaml`]: `dsl_version: 1.0.0
service:
  containers: [{name: web, image: web, daemon: {command: [web], files: [script]}}]
files:
  script: {path: /etc/script, content: script.py}
`,
  [`${web}files/script.py`]: 'print("{{one}}")\n',
}

test('a file whose name does not end in .hbs is taken as it is', () => {
  const { content, told } = compiled(withStatic)
  assert.equal(told, [])
  assert.is(content('script'), 'print("{{one}}")\n')
})

test('a file in its place is taken as it is, too', () => {
  const { content, told } = compiled({
    ...withStatic,
    'environments/dev.yaml': `${sound}files: {script.py: ../own.py}\n`,
    'own.py': 'print("{{own}} {{"{{"}}")\n',
  })
  assert.equal(told, [])
  assert.is(content('script'), 'print("{{own}} {{"{{"}}")\n')
})

test('a file in its place is a template where its own name ends in .hbs', () => {
  const { content, told } = compiled({
    ...withStatic,
    'environments/dev.yaml': `${sound}files: {script.py: ../own.py.hbs}\n`,
    'own.py.hbs': 'print("{{web.title}}")\n',
  })
  assert.equal(told, [])
  assert.is(content('script'), 'print("hello")\n')
})

test('a file in the place of a template is a template', () => {
  const { content, told } = compiled({
    'environments/dev.yaml': `${sound}files: {web.txt.hbs: ../own.txt}\n`,
    'own.txt': 'own {{web.title}}\n',
  })
  assert.equal(told, [])
  assert.is(content('web.txt'), 'own hello\n')
})

test('a file in the place of another may be anything, whatever its name', () => {
  const { content, told } = compiled({
    'environments/dev.yaml': `${sound}files: {web.txt.hbs: ../own.yaml}\n`,
    'own.yaml': 'a: [{{#if web.title}}b{{/if}}\n',
  })
  assert.equal(told, [])
  assert.is(content('web.txt'), 'a: [b\n')
})

test('what the files of several environments read is checked in each of them', () => {
  const files = {
    'environments/dev.yaml': `${sound}files: {web.txt.hbs: ../dev.txt}\n`,
    'environments/prod.yaml': `${sound}files: {web.txt.hbs: ../prod.txt}\n`,
    'dev.txt': '{{web.nope}}\n',
    'prod.txt': '{{web.nothing}}\n',
  }
  assert.equal(compiled(files).told, [
    'template/unknown-reference dev.txt: web.nope',
    'template/unknown-reference prod.txt: web.nothing',
  ])
})

test.run()
