import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto'
import type { SecretDeclaration } from '../model/catalogue.ts'
import { opensshKey } from './openssh-key.ts'
import { selfSigned } from './self-signed.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const usualLength = 32

/**
 * Makes a new value, or several that belong together: what is added to the key → the value. Nothing is made of a
 * secret that must be given. `hosts` are the names that a certificate is for.
 */
export function makeSecret(
  { generate, length = usualLength }: SecretDeclaration,
  hosts: readonly string[],
): ReadonlyMap<string, string> {
  const one = (value: string) => new Map([['', value]])
  switch (generate) {
    case 'password':
      return one(Array.from({ length }, () => letters[randomInt(letters.length)]).join(''))
    case 'hex':
      return one(
        randomBytes(Math.ceil(length / 2))
          .toString('hex')
          .slice(0, length),
      )
    case 'fernet':
      return one(randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_'))
    case 'ssh-key': {
      const { privateKey, publicKey } = opensshKey(generateKeyPairSync('ed25519'))
      return new Map([
        ['', privateKey],
        ['.pub', publicKey],
      ])
    }
    case 'certificate':
      return one(selfSigned(generateKeyPairSync('ec', { namedCurve: 'P-256' }), hosts))
    case 'given':
      return new Map()
  }
}
