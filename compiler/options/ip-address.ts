/** Whether a text is an IPv4 address in four decimal numbers without leading zeros, as the C library reads them. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((it) => /^(?:0|[1-9][0-9]{0,2})$/.test(it) && Number(it) <= 255)
}

/** Whether a text is an IPv6 address without a zone; its last two pieces may be written as an IPv4 address. */
export function isIpv6(text: string, isLast: (text: string) => boolean = isIpv4): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const [left = [], right] = halves.map((it) => (it === '' ? [] : it.split(':')))
  const pieces = [...left, ...(right ?? [])]
  const last = pieces.at(-1)
  const mapped = last?.includes('.') === true && (right ?? left).length > 0
  if (mapped && !isLast(last)) return false
  const groups = mapped ? pieces.slice(0, -1) : pieces
  if (!groups.every((it) => /^[0-9A-Fa-f]{1,4}$/.test(it))) return false
  const length = groups.length + (mapped ? 2 : 0)
  return right ? length < 8 : length === 8
}
