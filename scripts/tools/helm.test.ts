import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { testWithHelm } from './helm-test.ts'
import { runHelm } from './helm.ts'

testWithHelm(test, 'it is of the version it is called', async (helm) => {
  const { stdout, stderr, exitCode } = await runHelm(helm, ['version', '--template', '{{.Version}}'])
  assert.is(stderr, '')
  assert.is(exitCode, 0)
  assert.match(stdout, new RegExp(`^v${helm.version}\\.\\d+\\.\\d+$`))
})

testWithHelm(test, 'a failure is told by the exit code and on stderr', async (helm) => {
  const { stderr, exitCode } = await runHelm(helm, ['template', '/nonexistent/chart'])
  assert.is(exitCode, 1)
  assert.match(stderr, /not found/)
})

test.run()
