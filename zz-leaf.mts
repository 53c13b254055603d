import { readFixture, compileProject } from './compiler/test-support/project.test-support.ts'
import { readdirSync } from 'node:fs'
import { parseAllDocuments, visit } from 'yaml'
const cases = process.argv[2] ? [process.argv[2]] : readdirSync('fixtures/compile').map((it) => 'fixtures/compile/' + it)
let n = 0
const seen = new Map<string, string[]>()
for (const c of cases) {
  const p = readFixture(c)
  const before = new Set(compileProject(p).places.map((it) => it.split(' ').slice(0, 2).join(' ')))
  for (const [path, text] of p.sources) {
    if (typeof text !== 'string' || !/\.ya?ml$/.test(path) || path.includes('/files/') || (path.startsWith('<oskc>') && c !== 'fixtures/reference')) continue
    if (/_(global|images|retired)/.test(path)) continue
    for (const d of parseAllDocuments(text)) visit(d as never, { Scalar: (key, node) => {
      if (key === 'key' || !node.range) return
      const [s, e] = node.range
      if (e <= s) return
      n++
      const bad = text.slice(0, s) + 'yes' + text.slice(e)
      let found: string[]
      try { found = compileProject({ ...p, sources: new Map(p.sources).set(path, bad) }).diagnostics.map((it) => it.code + ' ' + it.message) } catch (x) { found = ['THROWS ' + x.stack.split('\n').slice(0, 3).join(' ')] }
      const follow = found.filter((it) => !it.startsWith('parse/') && !it.startsWith('link/rolling') && !['settle/without', 'place/retired', 'place/prefix', 'settle/retired'].some((x) => it.startsWith(x)))
      if (follow.length) { const line = text.slice(0, s).split('\n').length; console.log(`${path}:${line} ${text.slice(s, e).slice(0, 30)}  =>  ${follow.slice(0, 3).join(' | ')}`) }
    } })
  }
}
console.log(n)
