import { gzipSync } from 'node:zlib'
import type { ChartTree } from '../model/source.ts'

/** What a release may have: the size of a Kubernetes Secret. */
export const releaseLimit = 1024 * 1024

/**
 * About how many bytes Helm stores for a release of the chart in a folder of the tree: its own metadata and all
 * that it renders, as JSON, compressed and in base64. The charts inside a bundle count only with what they render.
 * Of a release below `roughBelow` bytes the size is that of a faster compression, somewhat larger.
 */
export function releaseSize(files: ChartTree, folder: string, roughBelow = 0): number {
  const own: [string, string][] = []
  const manifest: string[] = []
  for (const [path, text] of files) {
    if (!path.startsWith(`${folder}/`)) continue
    const inside = path.slice(folder.length + 1)
    if (!inside.startsWith('charts/') && !inside.startsWith('.') && inside !== 'namespace.yaml')
      own.push([inside, text])
    if (/(^|\/)templates\/[^_/]+\.yaml$/.test(inside)) manifest.push(`---\n# Source: ${path}\n${text}`)
    if (/(^|\/)files\/[^/]+$/.test(inside)) manifest.push(text.replaceAll('\n', '\n    '))
  }
  const chart = own.map(([name, text]) => ({ name, data: Buffer.from(text).toString('base64') }))
  const release = Buffer.from(JSON.stringify({ name: folder, chart, manifest: manifest.join('') }))
  // What is many times as large seldom ends below it.
  const rough = release.length < roughBelow * 6 ? compressed(release, 1) : Infinity
  return rough < roughBelow ? rough : compressed(release, 9)
}

function compressed(release: Buffer, level: number): number {
  return Math.ceil(gzipSync(release, { level }).length / 3) * 4
}
