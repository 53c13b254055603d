import { randomBytes, sign, type KeyPairKeyObjectResult } from 'node:crypto'

const years = 10

/** The private key of a P-256 pair and a certificate (RFC 5280) that it signs itself, for host names, as PEM. */
export function selfSigned(
  { privateKey, publicKey }: KeyPairKeyObjectResult,
  hosts: readonly string[],
  now = new Date(),
): string {
  const [name = 'oskc'] = hosts
  const end = new Date(now)
  end.setUTCFullYear(now.getUTCFullYear() + years)
  // A serial number is positive: its first bit is none, its first byte not zero.
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x3f) | 0x40
  const algorithm = sequence(oid('2a8648ce3d040302')) // ecdsa-with-SHA256
  // A common name holds at most 64 characters.
  const subject = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name.slice(0, 64))))))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // Version 3.
    der(0x02, serial),
    algorithm,
    subject,
    sequence(time(now), time(end)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(basicConstraints(), alternativeNames(hosts))),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const certificate = sequence(body, algorithm, signature)
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) + pem(certificate)
}

/** It may vouch for itself: clients that trust it need nothing else. */
function basicConstraints(): Buffer {
  const yes = der(0x01, Buffer.from([0xff]))
  return sequence(oid('551d13'), yes, der(0x04, sequence(yes)))
}

function alternativeNames(hosts: readonly string[]): Buffer {
  const names = hosts.map((it) => der(0x82, Buffer.from(it, 'latin1')))
  return names.length === 0 ? Buffer.alloc(0) : sequence(oid('551d11'), der(0x04, sequence(...names)))
}

/** UTCTime before 2050, GeneralizedTime from then on. */
function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\..*/g, '')
  const short = date.getUTCFullYear() < 2050
  return der(short ? 0x17 : 0x18, Buffer.from(`${short ? digits.slice(2) : digits}Z`))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

/** A value in DER: what it is, how long it is, and its content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  if (length > 0xffff) throw new Error('A certificate of this size was never meant.')
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}
