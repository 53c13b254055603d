import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from '../../compiler/compile.ts'
import { readOptionCatalogue } from '../../compiler/edge/option-catalogue.ts'
import { readProject } from '../../compiler/edge/read-project.ts'
import { makeProject } from './make-project.ts'

test('what is measured is a project that compiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oskc-bench-'))
  try {
    makeProject(folder, { environments: 2, services: 10, nodes: 20 })
    const { sources, environments, inventory } = readProject({ cwd: folder })
    const compiled = compile(sources, {
      environmentFiles: environments,
      inventory,
      options: readOptionCatalogue(),
    })
    assert.equal([...new Set(compiled.diagnostics.map((it) => it.code))], ['link/rolling-tag'])
    assert.equal(
      compiled.environments.map((it) => it.services.length),
      [10, 10],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.run()
