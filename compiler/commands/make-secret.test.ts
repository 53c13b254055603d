import { X509Certificate, createPrivateKey } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Generator, SecretDeclaration } from '../model/catalogue.ts'
import { makeSecret } from './make-secret.ts'

const at = { kind: 'scalar', file: 'defaults.yaml', start: 0, end: 0, value: '', source: '' } as const
const make = (generate: Generator, more: Partial<SecretDeclaration> = {}, hosts: readonly string[] = []) =>
  makeSecret({ at, generate, ...more }, hosts)

const forms: readonly (readonly [Generator, Partial<SecretDeclaration>, RegExp])[] = [
  ['password', {}, /^[A-Za-z0-9]{32}$/],
  ['password', { length: 8 }, /^[A-Za-z0-9]{8}$/],
  ['hex', {}, /^[0-9a-f]{32}$/],
  ['hex', { length: 9 }, /^[0-9a-f]{9}$/],
  ['fernet', {}, /^[A-Za-z0-9_-]{43}=$/],
]

for (const [generator, more, form] of forms)
  test(`a secret of the kind ${generator} ${JSON.stringify(more)} has its form, and is new each time`, () => {
    const values = Array.from({ length: 50 }, () => make(generator, more).get('')!)
    for (const it of values) assert.match(it, form)
    assert.is(new Set(values).size, values.length)
  })

test('nothing is made of what must be given', () => {
  assert.is(make('given').size, 0)
})

test('OpenSSH reads the keys, and derives the one from the other', () => {
  const keys = make('ssh-key')
  const folder = mkdtempSync(join(tmpdir(), 'oskc-key-'))
  const file = join(folder, 'key')
  writeFileSync(file, keys.get('')!, { mode: 0o600 })
  try {
    const derived = execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' })
    assert.is(derived.split(' ').slice(0, 2).join(' ').trim(), keys.get('.pub')!.trim())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    assert.match(keys.get('')!, /^-----BEGIN OPENSSH PRIVATE KEY-----\n([A-Za-z0-9+/=]{1,70}\n)+-----END/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a certificate belongs to its key, signs itself, and names its hosts', () => {
  const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.svc`
  for (const hosts of [
    ['api.prod.svc', 'api'],
    [long],
    Array.from({ length: 40 }, (_, it) => `host-${it}.svc`),
    [],
  ]) {
    const text = make('certificate', {}, hosts).get('')!
    const certificate = new X509Certificate(text.slice(text.indexOf('-----BEGIN CERT')))
    assert.ok(certificate.verify(certificate.publicKey))
    assert.ok(certificate.checkPrivateKey(createPrivateKey(text.slice(0, text.indexOf('-----BEGIN CERT')))))
    assert.ok(certificate.ca)
    for (const it of hosts) assert.is(certificate.checkHost(it), it)
    assert.ok(Date.parse(certificate.validTo) > Date.now())
    assert.ok(Date.parse(certificate.validFrom) <= Date.now())
  }
})

test.run()
