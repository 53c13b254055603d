import { gzipSync } from 'node:zlib'
import type { ChartTree } from '../model/source.ts'

/** What a release may have: the size of a Kubernetes Secret. */
export const releaseLimit = 1024 * 1024

/**
 * About how many bytes Helm stores for a release of the chart in a folder of the tree: its own metadata and all
 * that it renders, as JSON, compressed and in base64. The charts inside a bundle count only with what they render.
 * With `roughBelow` the size is that of a faster compression, somewhat larger, for a release below so many bytes and for
 * one that is far from the limit.
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
  if (roughBelow === 0) return compressed(release, 9)
  const quick = compressed(release, 1)
  if (quick < roughBelow) return quick
  const usual = compressed(release, 6)
  // Helm's own level takes much longer, and gains a few hundredths: it counts where a release just fits, or just not.
  const isClose = usual >= roughBelow && Math.abs(usual / releaseLimit - 1) <= 0.05
  return isClose ? compressed(release, 9) : usual
}

function compressed(release: Buffer, level: number): number {
  return Math.ceil(gzipSync(release, { level }).length / 3) * 4
}
