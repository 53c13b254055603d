import { gzipSync } from 'node:zlib'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { testWithHelm } from '../../scripts/tools/helm-test.ts'
import * as build from '../9-chart/build.test-support.ts'
import { chart } from '../9-chart/chart.ts'
import { exampleEnvironment } from '../9-chart/example.test-support.ts'
import { template, writeCharts } from '../9-chart/write-charts.test-support.ts'
import { releaseSize } from './release-size.ts'

const test = suite('release size')

const noise = Array.from(
  { length: 3000 },
  (_, index) => `option_${(index * 2654435761) % 1000003} = ${index}\n`,
).join('')
const files = [build.file('large.conf', noise)]
const large = exampleEnvironment({
  services: ['a', 'b', 'c'].map((it) => build.service(it, { containers: [build.container(it, { files })] })),
})

testWithHelm(test, 'the estimate is near to what the rendered manifest takes', async (helm) => {
  for (const environment of [exampleEnvironment(), large]) {
    const { stdout } = await template(helm, `${writeCharts(environment)}/prod`)
    const rendered = (gzipSync(JSON.stringify({ manifest: stdout }), { level: 9 }).length * 4) / 3
    const estimate = releaseSize(chart(environment).files, 'prod')
    assert.ok(estimate > rendered * 0.95 && estimate < rendered * 1.2 + 4000, `${estimate} for ${rendered}`)
  }
})

test('a chart alone counts its own files as well as what it renders', () => {
  const { files } = chart(large)
  assert.ok(releaseSize(files, 'prod/charts/a') < releaseSize(files, 'prod'))
  assert.ok(releaseSize(files, 'prod/charts/a') > noise.length / 6)
})

test.run()
