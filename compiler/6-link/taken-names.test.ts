import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { linkTiny, toldBy } from '../test-support/tiny-project.test-support.ts'
import { files, store } from './needy-project.test-support.ts'

/* Of what a provider has only once under a name, two needs may not ask for the same. */

/** What is reported, with the last part of each file's path. */
function told(project: Readonly<Record<string, string>>): readonly string[] {
  const { linked, report } = linkTiny(project)
  return toldBy(report, linked.sources).map((it) => it.replace(/\S+\/([^/]+:)/, '$1'))
}

test('two needs of one component may not ask for the same name', () => {
  const needs = '{database: main, other-database: {kind: database, name: main}}'
  assert.equal(told(files({ needs, owns: '[database, other-database]' })), ['link/name-taken app.yaml: main'])
})

test('two kinds of need that take the same thing of one provider may not ask for the same name', () => {
  const project = (archive: string) => {
    const own = files({ needs: `{database: main, archive: ${archive}}`, owns: '[database, archive]' })
    return {
      ...own,
      '<oskc>/templates/_needs/archive.yaml': own['<oskc>/templates/_needs/database.yaml']!,
      '<oskc>/templates/store/services/store.yaml': store.replace(/database: (.*)/, '$&\n    archive: $1'),
    }
  }
  assert.equal(told(project('main')), ['link/name-taken app.yaml: main'])
  assert.equal(told(project('old')), [])
})

test('a list of names takes each of them', () => {
  const project = (others: string) => {
    const needs = `{database: main, other-database: {kind: database, name: second, others: ${others}}}`
    const own = files({ needs, owns: '[database, other-database]' })
    const path = '<oskc>/templates/_needs/database.yaml'
    const kind = own[path]!.replace('{name: {', '{others: {type: array, items: {type: string}}, name: {')
    return { ...own, [path]: kind.replace(/claims: \{(.*)\}/, 'claims: {$1, others: database}') }
  }
  assert.equal(told(project('[third, fourth]')), [])
  assert.equal(told(project('[third, main]')), ['link/name-taken app.yaml: main'])
  assert.equal(told(project('[third, third]')), ['link/name-taken app.yaml: third'])
})

test.run()
