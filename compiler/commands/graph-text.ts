import { outgoing, type Graph, type GraphEdge } from './graph-of.ts'

/**
 * A graph as trees: under everything that which it waits for. What was shown with its own dependencies once is
 * only named afterwards.
 */
export function graphText({ nodes, edges }: Graph): string {
  const from = outgoing(edges)
  const awaited = new Set(edges.map((it) => it.to))
  const lines: string[] = []
  const shown = new Set<string>()
  const show = (name: string, head: string, pad: string, note: string): void => {
    const below = from.get(name) ?? []
    const again = shown.has(name) && below.length > 0
    lines.push(`${head}${name}${note}${again ? ' (see above)' : ''}`)
    if (again) return
    shown.add(name)
    below.forEach((edge, index) => {
      const last = index === below.length - 1
      show(edge.to, `${pad}${last ? '└─ ' : '├─ '}`, `${pad}${last ? '   ' : '│  '}`, noteOf(edge))
    })
  }
  for (const { name } of nodes) if (!awaited.has(name)) show(name, '', '', '')
  return lines.map((it) => `${it}\n`).join('')
}

/** A graph in the language of Graphviz. */
export function graphDot({ environment, nodes, edges }: Graph): string {
  const quoted = (text: string) => JSON.stringify(text)
  return [
    `digraph ${quoted(environment)} {`,
    '  rankdir=LR',
    ...nodes.map((it) => `  ${quoted(it.name)} [shape=${it.kind === 'job' ? 'ellipse' : 'box'}]`),
    ...edges.map((it) => `  ${quoted(it.from)} -> ${quoted(it.to)}${it.local ? ' [label="same node"]' : ''}`),
    '}',
    '',
  ].join('\n')
}

/** A graph in the language of Mermaid. */
export function graphMermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map((it, index) => [it.name, `n${index}`]))
  const label = (text: string) => `"${text}"`
  return [
    'graph LR',
    ...nodes.map((it) => {
      const id = ids.get(it.name)
      return it.kind === 'job' ? `  ${id}([${label(it.name)}])` : `  ${id}[${label(it.name)}]`
    }),
    ...edges.map((it) => `  ${ids.get(it.from)} ${it.local ? '-->|same node|' : '-->'} ${ids.get(it.to)}`),
    '',
  ].join('\n')
}

function noteOf({ local }: GraphEdge): string {
  return local ? ' (on the same node)' : ''
}
