import { isIpv6 } from './ip-address.ts'

/** Whether a text is a URI with a scheme (one of some, if given) and a host; case matters in schemes. */
export function isUri(text: string, schemes: readonly string[] = []): boolean {
  const { scheme, authority, path } = uri.exec(text)!.groups!
  if (scheme === undefined || (schemes.length > 0 && !schemes.includes(scheme))) return false
  // Of a path everything is percent-encoded before it is looked at, except what is reserved.
  return authority !== undefined && authority !== '' && isAuthority(authority) && !/[[\]]/.test(path!)
}

const uri = /^(?:(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/(?<authority>[^\\/?#]*))?(?<path>[^?#]*)/

const unreserved = 'A-Za-z0-9._~\\-'
const delimiters = "!$&'()*+,;="
const encoded = '%[A-Fa-f0-9]{2}'
const zone = `(?:[${unreserved}]|${encoded})+`
const authorities = new RegExp(
  `^(?:(?:[${unreserved}${delimiters}:]|${encoded})+@)?` +
    `(?<host>(?:${encoded}|[${delimiters}${unreserved}])*|\\[(?<literal>[^\\]]*)\\])` +
    ':?(?:[0-9]{1,5})?\\n?$',
)
const ipv6WithZone = new RegExp(`^(?<address>[^%]*)(?:%25${zone})?$`)
const future = new RegExp(`^v[0-9A-Fa-f]+\\.[${unreserved}${delimiters}:]+$`)

function isAuthority(text: string): boolean {
  const { host, literal } = authorities.exec(text)?.groups ?? {}
  if (host === undefined) return false
  if (literal !== undefined) return future.test(literal) || isIpv6Literal(literal)
  return !isFourNumbers(host) || host.split('.').every((it) => Number(it) <= 255)
}

function isIpv6Literal(text: string): boolean {
  const { address } = ipv6WithZone.exec(text)?.groups ?? {}
  return address !== undefined && isIpv6(address, isFourNumbers)
}

function isFourNumbers(text: string): boolean {
  return /^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(text)
}
