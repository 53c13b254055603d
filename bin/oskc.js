#!/usr/bin/env node
// What an old Node must still understand; everything else is in the bundle.
import { existsSync, readFileSync } from 'fs'
import * as nodeModule from 'module'

const here = (path) => new URL(path, import.meta.url)

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`oskc needs Node.js 20 or newer; this is ${process.version}.`)
  process.exitCode = 2
} else if (process.argv[2] === '--version' || process.argv[2] === '-V') {
  console.log(JSON.parse(readFileSync(here('../package.json'), 'utf8')).version)
} else if (!existsSync(here('../dist/oskc.js'))) {
  console.error('oskc is not built: run "npm ci" in its folder.')
  process.exitCode = 2
} else {
  nodeModule.enableCompileCache?.()
  import('../dist/oskc.js')
}
