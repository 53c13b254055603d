import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { overridesOf } from './overrides-of.ts'

const paths = new Map(
  [
    'environments/prod.d/20-b.yaml',
    'environments/prod.d/20/z.yaml',
    'environments/prod.d/10-a.yaml',
    'environments/prod.d/10-A.yaml',
    'environments/prod.d/notes.md',
    'environments/prod.d/old.yml',
    'environments/prod.yaml',
    'environments/prod-2.d/x.yaml',
    'environments/sub/prod.d/x.yaml',
    'prod.d/x.yaml',
  ].map((it) => [it, '']),
)

test('the overrides of a file are the YAML files of its .d folder, by code unit of their whole path', () => {
  assert.equal(overridesOf(paths, 'environments/prod.yaml'), [
    'environments/prod.d/10-A.yaml',
    'environments/prod.d/10-a.yaml',
    'environments/prod.d/20-b.yaml',
    'environments/prod.d/20/z.yaml',
  ])
})

test('a file without a .d folder has none', () => {
  assert.equal(overridesOf(paths, 'environments/dev.yaml'), [])
})

test('the order does not depend on the order in which files were found', () => {
  assert.equal(
    overridesOf(new Map([...paths].reverse()), 'environments/prod.yaml'),
    overridesOf(paths, 'environments/prod.yaml'),
  )
})

test.run()
