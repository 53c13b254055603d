import { randomBytes, type KeyPairKeyObjectResult } from 'node:crypto'

/** An Ed25519 key pair in the formats of OpenSSH (PROTOCOL.key), without a passphrase. */
export function opensshKey({ privateKey, publicKey }: KeyPairKeyObjectResult): {
  readonly privateKey: string
  readonly publicKey: string
} {
  const publicBytes = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url')
  const secretBytes = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url')
  const blob = Buffer.concat([field('ssh-ed25519'), field(publicBytes)])
  const check = randomBytes(4)
  const secret = Buffer.concat([
    check,
    check,
    blob,
    field(Buffer.concat([secretBytes, publicBytes])),
    field(''),
  ])
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1))
  const container = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    number(1),
    field(blob),
    field(Buffer.concat([secret, padding])),
  ])
  const lines = container.toString('base64').replace(/.{70}(?=.)/g, '$&\n')
  return {
    privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`,
    publicKey: `ssh-ed25519 ${blob.toString('base64')}\n`,
  }
}

/** Bytes after their number. */
function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([number(bytes.length), bytes])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
