import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Validator } from '../compiler/schema/generated/validators.js'
import { compileSchemas } from './compile-schemas.ts'

const schemas = {
  'port.schema.json': {
    $id: 'port',
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: { name: { type: 'string', minLength: 2 }, host: { type: 'string', format: 'ipv4' } },
  },
  'port-list.schema.json': { $id: 'port-list', type: 'array', items: { $ref: 'port' } },
}

async function compiled(): Promise<{
  readonly types: string
  readonly validators: Readonly<Record<string, Validator>>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'oskc-schemas-'))
  try {
    for (const [file, schema] of Object.entries(schemas)) {
      writeFileSync(join(folder, file), JSON.stringify(schema))
    }
    const { code, types } = await compileSchemas(folder)
    const path = join(folder, 'validators.mjs') // Where no package can be found.
    writeFileSync(path, code)
    return { types, validators: await import(pathToFileURL(path).href) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('each schema becomes a validator named after its file that needs no package, references and formats included', async () => {
  const { types, validators } = await compiled()
  assert.equal(Object.keys(validators).toSorted(), ['port', 'portList'])
  assert.match(types, 'export declare const portList: Validator')
  assert.is(validators['portList']!([{ name: 'api', host: '192.0.2.1' }]), true)
  assert.is(validators['portList']!([{ name: 'api', host: 'here' }]), false)
})

test('all errors are told at once, by keyword and place, with the keys that were possible', async () => {
  const port = (await compiled()).validators['port']!
  assert.is(port({ host: 'here', node: 1 }), false)
  const errors = port.errors ?? []
  assert.equal(errors.map((it) => `${it.keyword} ${it.instancePath}`.trim()).toSorted(), [
    'additionalProperties',
    'format /host',
    'required',
  ])
  assert.equal(errors[0]?.parentSchema?.properties, schemas['port.schema.json'].properties)
})

test.run()
