import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { allBytes, examplePod, long, percent, secretText } from '../scripts/configure/example-pod.ts'
import { withPod } from '../scripts/configure/pod.ts'
import { findShells, spyOn } from '../scripts/configure/shells.ts'

const folder = mkdtempSync(join(tmpdir(), 'oskc-shells-'))
const shells = findShells(folder)
test.after(() => rmSync(folder, { recursive: true }))

const filled: readonly (readonly [name: string, before: string, after: string | Buffer])[] = [
  ['an empty file stays empty', '', ''],
  [
    'a file without placeholders stays as it is',
    ' a\\n%s\t$x `y` & é\r\n\n\nb\n\n',
    ' a\\n%s\t$x `y` & é\r\n\n\nb\n\n',
  ],
  ['a missing final newline stays missing', 'a\nb', 'a\nb'],
  ['a file of one newline stays as it is', '\n', '\n'],
  ['a placeholder may be all of a file', '@oskc{secret:raw:a/plain}@', 's3cret'],
  ['a final newline is not part of a secret', '[@oskc{secret:raw:a/newline}@]\n', '[s3cret]\n'],
  [
    'a secret may be empty',
    '[@oskc{secret:raw:a/empty}@@oskc{secret:ini:a/only-newline}@@oskc{secret:url:a/empty}@]',
    '[]',
  ],
  [
    'several placeholders may share a line',
    '@oskc{secret:raw:a/plain}@@oskc{secret:raw:a/plain}@,@oskc{pod:raw:name}@',
    's3crets3cret,p-0',
  ],
  ['an at sign may follow', 'u:@oskc{secret:url:a/plain}@@h', 'u:s3cret@h'],
  [
    'signs of shells, awk and printf mean nothing',
    '@oskc{secret:raw:a/hostile}@\n',
    `${secretText('a/hostile')}\n`,
  ],
  [
    'a dollar is doubled for INI, after a backslash it gets another',
    '@oskc{secret:ini:a/dollars}@',
    '$$a$$$$\\\\$b\\\\\\$',
  ],
  [
    'a value that looks like a placeholder is not filled',
    '@oskc{secret:raw:a/placeholder}@@oskc{secret:ini:a/half}@',
    '@oskc{secret:raw:a/plain}@@oskc{',
  ],
  ['UTF-8 is kept', '@oskc{secret:raw:a/utf8}@|@oskc{secret:ini:a/utf8}@', 'pä$ßwörd 漢😀|pä$$ßwörd 漢😀'],
  [
    'addresses are percent-encoded byte by byte',
    '@oskc{secret:url:a/utf8}@@oskc{secret:url:a/hostile}@',
    percent(secretText('a/utf8') + secretText('a/hostile')),
  ],
  ['any bytes are kept', '@oskc{secret:raw:a/bytes}@', allBytes],
  [
    'any bytes are percent-encoded',
    '@oskc{secret:url:a/bytes}@',
    Array.from(allBytes, (it) =>
      it < 128 ? percent(String.fromCharCode(it)) : `%${it.toString(16).toUpperCase()}`,
    ).join(''),
  ],
  [
    'a long secret is kept',
    '@oskc{secret:raw:a/long}@\n@oskc{secret:url:a/long}@',
    `${long}\n${percent(long)}`,
  ],
  ['a long secret is escaped', '@oskc{secret:ini:a/long}@', long.replaceAll('$', '$$$$')],
  ['a quote at one end is no quotes', '@oskc{secret:ini:a/open-quote}@', `"one'`],
  [
    'blanks and quotes are kept where it is not INI',
    '@oskc{secret:raw:a/blank-before}@@oskc{secret:url:a/double-quotes}@',
    ' one%22one%22',
  ],
  [
    'nodes and pods have a name and an address',
    '@oskc{node:raw:name}@ @oskc{node:ini:ip}@ @oskc{pod:url:name}@ @oskc{pod:url:ip}@',
    '1e1 192.0.2.7 p-0 2001%3Adb8%3A%3A7',
  ],
  ['the first IPv4 address of an interface is taken', '@oskc{interface:raw:eth0}@', '192.0.2.1'],
  ['without one, the first global IPv6 address', '@oskc{interface:raw:eth1}@', '2001:db8::2'],
  ['an address may have a peer', '@oskc{interface:ini:br-ex.5}@', '192.0.2.2'],
]

const refused: readonly (readonly [before: string, message: string])[] = [
  ['@oskc{secret:raw:a/none}@', 'the secret a/none is missing'],
  ['@oskc{secret:raw:a/two-lines}@', 'the secret a/two-lines has a line break'],
  ['@oskc{secret:raw:a/two-newlines}@', 'the secret a/two-newlines has a line break'],
  ['@oskc{secret:url:a/carriage-return}@', 'the secret a/carriage-return has a line break'],
  ['@oskc{secret:ini:a/blank-before}@', 'the secret a/blank-before begins or ends with a blank'],
  ['@oskc{secret:ini:a/blank-after}@', 'the secret a/blank-after begins or ends with a blank'],
  ['@oskc{secret:ini:a/wide-blank}@', 'the secret a/wide-blank begins or ends with a blank'],
  ['@oskc{secret:ini:a/hard-blank}@', 'the secret a/hard-blank begins or ends with a blank'],
  ['@oskc{secret:ini:a/double-quotes}@', 'the secret a/double-quotes is in quotes'],
  ['@oskc{secret:ini:a/single-quotes}@', 'the secret a/single-quotes is in quotes'],
  ['@oskc{secret:ini:a/quote}@', 'the secret a/quote is in quotes'],
  ['@oskc{pod:raw:uid}@', 'the environment variable OSKC_POD_UID is missing'],
  ['@oskc{interface:raw:eth3}@', 'the interface eth3 has no address'],
  ['@oskc{interface:raw:eth9}@', 'the interface eth9 has no address'],
  ['@oskc{secret:raw', 'a placeholder is damaged'],
]

const valid = {
  files: { ...examplePod.files, 'in/a.conf': 'x = @oskc{secret:ini:a/plain}@\n' },
  environment: examplePod.environment!,
}
const withoutNode = { OSKC_POD_NAME: 'p-0' }

for (const shell of shells) {
  const name = (it: string): string => `${it} (${shell.name})`

  test(name('files are filled as they should be'), () => {
    const inputs = Object.fromEntries(filled.map(([, before], i) => [`in/f${i}`, before]))
    withPod(shell, { ...examplePod, files: { ...examplePod.files, ...inputs } }, (pod) => {
      assert.equal(pod.configure(...filled.map((_, i) => `f${i}:0644`)), { status: 0, stderr: '' })
      filled.forEach(([what, , after], i) => {
        assert.ok(
          pod.read(`out/f${i}`).equals(Buffer.from(after)),
          `${what}: ${pod.read(`out/f${i}`).subarray(0, 500)}`,
        )
      })
    })
  })

  test(name('what cannot be filled is refused with one line that names it'), () => {
    const inputs = Object.fromEntries(
      refused.map(([before], i) => [`in/f${i}`, `x\n ${before}\n${'y\n'.repeat(50000)}`]),
    )
    withPod(shell, { ...examplePod, files: { ...examplePod.files, ...inputs } }, (pod) => {
      refused.forEach(([, message], i) => {
        assert.equal(pod.configure(`f${i}:0644`), { status: 1, stderr: `configure: f${i}: ${message}\n` })
      })
      assert.equal(pod.results(), [])
    })
  })

  test(name('a missing file and a missing variable are refused'), () => {
    const nodes = { ...valid.files, 'nodes/nodes.tsv': '1e1\ta.conf\ta.conf.01234567\n' }
    const cases = [
      { pod: valid, key: 'b.conf', message: 'the file in/b.conf is missing' },
      {
        pod: { files: nodes, environment: valid.environment },
        key: 'a.conf',
        message: 'the file in/a.conf.01234567 is missing',
      },
      {
        pod: { files: nodes, environment: withoutNode },
        key: 'a.conf',
        message: 'the environment variable OSKC_NODE_NAME is missing',
      },
    ]
    for (const it of cases) {
      withPod(shell, it.pod, (pod) => {
        assert.equal(pod.configure(`${it.key}:0644`), {
          status: 1,
          stderr: `configure: ${it.key}: ${it.message}\n`,
        })
      })
    }
  })

  test(name('a failure stops before the files after it'), () => {
    withPod(shell, valid, (pod) => {
      assert.is(pod.configure('a.conf:0640', 'b.conf:0640', 'a.conf:0600').status, 1)
      assert.equal(pod.results(), ['a.conf 640'])
    })
  })

  test(name('a mode that is none is refused'), () => {
    withPod(shell, valid, (pod) => assert.is.not(pod.configure('a.conf:rw').status, 0))
  })

  test(name('a file that does not fit is refused and taken away'), () => {
    const limited = ['sh', '-c', 'trap "" XFSZ; ulimit -f 8; exec "$@"', 'sh', ...shell.command]
    withPod({ ...shell, command: limited }, { files: { 'in/a': 'x = 1\n'.repeat(20000) } }, (pod) => {
      assert.is(pod.configure('a:0644').status, 1)
      assert.equal(pod.results(), [])
    })
  })

  test(name('files get their modes, and a restart writes them anew'), () => {
    withPod(shell, valid, (pod) => {
      for (const [mode, secret] of [
        ['0440', 'old'],
        ['0400', 'new'],
      ] as const) {
        pod.write('secrets/a/plain', secret)
        assert.is(pod.configure(`a.conf:${mode}`).status, 0)
        assert.equal(pod.results(), [`a.conf ${mode.slice(1)}`])
        assert.is(String(pod.read('out/a.conf')), `x = ${secret}\n`)
      }
    })
  })

  test(name('a node takes its own variant, other nodes the file itself'), () => {
    const lines = ['10\ta\ta.10', 'n1\ta\ta.n1', 'n1\tb\tb.n1', 'n11\ta\ta.10', '1e1\tc\ta.n1']
    const inputs = {
      'in/a': 'common',
      'in/a.10': 'ten',
      'in/a.n1': '@oskc{node:raw:name}@',
      'in/b': 'b',
      'in/b.n1': 'own',
    }
    const files = { ...inputs, 'nodes/nodes.tsv': lines.join('\n') }
    const expected = { n1: ['n1', 'own'], '10': ['ten', 'b'], '1e1': ['common', 'b'], n2: ['common', 'b'] }
    for (const [node, contents] of Object.entries(expected)) {
      withPod(shell, { files, environment: { OSKC_NODE_NAME: node } }, (pod) => {
        assert.equal(pod.configure('a:0644', 'b:0644'), { status: 0, stderr: '' })
        assert.equal([String(pod.read('out/a')), String(pod.read('out/b'))], contents)
      })
    }
  })

  test(name('no program is given a secret'), () => {
    withPod(spyOn(shell), valid, (pod) => {
      assert.is(pod.configure('a.conf:0640').status, 0)
      assert.is(String(pod.read('out/a.conf')), 'x = s3cret\n')
      const seen = String(pod.read('seen'))
      for (const program of ['awk', 'cat', 'mv', 'chmod']) assert.match(seen, `/${program}\n`)
      assert.match(seen, 'OSKC_KEY=a.conf')
      assert.not.match(seen, 's3cret')
    })
  })
}

test('the script is at most 80 lines long', () => {
  const lines = readFileSync(new URL('../templates/_runtime/configure.sh', import.meta.url), 'utf8').split(
    '\n',
  )
  assert.ok(lines.length <= 81)
})

test.run()
