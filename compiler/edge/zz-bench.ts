import { checkTree } from './check-tree.ts'
import { writeTree } from './write-tree.ts'
import { rmSync } from 'node:fs'
const output='/tmp/zz-bench/charts'
rmSync('/tmp/zz-bench',{recursive:true,force:true})
const environments=Array.from({length:20},(_,e)=>({name:`e${e}`,release:'2026.1',inputs:new Map([['a','sha256:1']]),files:new Map(Array.from({length:1200},(_,i)=>[`charts/s${Math.floor(i/12)}/templates/f${i%12}.yaml`,`x: ${i} ${e}\n`.repeat(200)]))}))
const tree={output,shown:'charts',version:'1',environments,all:true}
for (const run of [()=>writeTree(tree),()=>checkTree(tree),()=>writeTree(tree)]) { const t=performance.now(); const r=run() as any; console.log(Math.round(performance.now()-t), r.fresh ?? r.written.length, r.diagnostics.length) }
rmSync('/tmp/zz-bench',{recursive:true,force:true})
