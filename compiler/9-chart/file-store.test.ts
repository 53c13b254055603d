import { test } from 'uvu'
import * as assert from 'uvu/assert'
import * as build from './build.test-support.ts'
import { exampleEnvironment, plainObjects, at } from './example.test-support.ts'
import { storeFiles } from './file-store.ts'

const withFiles = (...files: ReturnType<typeof build.file>[]): ReturnType<typeof build.service> =>
  build.service('a', { containers: [build.container('a', { files })] })

test('small files share a ConfigMap', () => {
  const { files } = storeFiles(withFiles(build.file('b', '1'), build.file('a', '2')))
  assert.equal(files, [
    { key: 'a', content: '2', configMap: 'a-files' },
    { key: 'b', content: '1', configMap: 'a-files' },
  ])
})

test('more than 900 KiB are split, and a pod reads both parts through one volume', () => {
  const service = withFiles(...['x', 'y', 'z'].map((it) => build.file(it, it.repeat(400 * 1024))))
  const objects = plainObjects(service)
  assert.equal(storeFiles(service).configMaps, ['a-files', 'a-files-2'])
  assert.equal(Object.keys(at(objects.get('configmap-2.yaml'), 'data') as object), ['z'])
  const volume = at(objects.get('deployment.yaml'), 'spec.template.spec.volumes.0.projected.sources')
  assert.equal(
    (volume as unknown[]).map((it) => at(it, 'configMap.name')),
    ['a-files', 'a-files-2'],
  )
})

test('different files of the same key get keys of their own', () => {
  const one = build.file('a', '1')
  const other = build.file('a', '2', { path: '/other' })
  const store = storeFiles(withFiles(one, other))
  assert.is(store.find(one).base.key, 'a')
  assert.match(store.find(other).base.key, /^a\.[0-9a-f]{8}$/)
  assert.is(store.find(other).base.content, '2')
})

test('variants lie beside their file, and the table lists only nodes that differ', () => {
  const file = build.file('a', '1', { variants: [{ nodes: ['n2', 'n1'], content: '2' }] })
  const [variant] = storeFiles(withFiles(file)).find(file).variants
  assert.match(variant!.key, /^a\.[0-9a-f]{8}$/)
  const table = at(plainObjects(withFiles(file)).get('configmap-nodes.yaml'), 'data')
  assert.is(
    (table as Record<string, string>)['nodes.tsv'],
    `n1\ta\t${variant!.key}\nn2\ta\t${variant!.key}\n`,
  )
})

test('the checksum of a pod changes with the content of its files, and not with the nodes that take them', () => {
  const checksum = (nodes: readonly string[], content: string): unknown => {
    const file = build.file('a', '1', { variants: [{ nodes, content }] })
    const annotations = at(
      plainObjects(withFiles(file), exampleEnvironment()).get('deployment.yaml'),
      'spec.template.metadata.annotations',
    )
    return (annotations as Record<string, string>)['oskc.io/checksum-files']
  }
  assert.is(checksum(['n1'], '2'), checksum(['n1', 'n2'], '2'))
  assert.is.not(checksum(['n1'], '2'), checksum(['n1'], '3'))
})

test.run()
