import type { PodContent } from './pod.ts'

/** Every byte but NUL and line breaks. */
export const allBytes = Buffer.from(
  Array.from({ length: 255 }, (_, i) => i + 1).filter((it) => it !== 10 && it !== 13),
)
/** 64 KiB. */
export const long = `${'$\\"é '.repeat(10922)}x`
const secrets: Readonly<Record<string, string | Buffer>> = {
  'a/plain': 's3cret',
  'a/newline': 's3cret\n',
  'a/empty': '',
  'a/only-newline': '\n',
  'a/hostile': `it's "a\\b" \\& & \\\\ $HOME %s %% \`id\` * ~`,
  'a/dollars': '$a$$\\$b\\\\$',
  'a/placeholder': '@oskc{secret:raw:a/plain}@',
  'a/half': '@oskc{',
  'a/utf8': 'pä$ßwörd 漢😀',
  'a/long': long,
  'a/bytes': allBytes,
  'a/two-lines': 'one\ntwo\n',
  'a/two-newlines': 'one\n\n',
  'a/carriage-return': 'one\r\n',
  'a/blank-before': ' one',
  'a/blank-after': 'one\t',
  'a/wide-blank': 'one\u3000',
  'a/hard-blank': '\u00a0one',
  'a/double-quotes': '"one"',
  'a/single-quotes': "'one'",
  'a/quote': '"',
  'a/open-quote': `"one'`,
}
const interfaces: Readonly<Record<string, string>> = {
  eth0: '2: eth0    inet6 2001:db8::1/64 scope global \\\n2: eth0    inet 192.0.2.1/24 brd 192.0.2.255 scope global eth0\\\n2: eth0    inet 192.0.2.9/24 scope global secondary eth0\\\n',
  eth1: '3: eth1    inet6 fe80::1/64 scope link \\\n3: eth1    inet6 2001:db8::2/64 scope global \\\n3: eth1    inet6 2001:db8::3/64 scope global \\\n',
  'br-ex.5':
    '4: br-ex.5    inet 192.0.2.2 peer 192.0.2.3/32 scope global br-ex.5\\       valid_lft forever\n',
  eth3: '5: eth3    inet6 fe80::1/64 scope link \\\n',
}
const environment = {
  OSKC_NODE_NAME: '1e1',
  OSKC_NODE_IP: '192.0.2.7',
  OSKC_POD_NAME: 'p-0',
  OSKC_POD_IP: '2001:db8::7',
}
/** A pod that has all of the above. */
export const examplePod: PodContent = {
  files: {
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`secrets/${name}`, value])),
    ...Object.fromEntries(Object.entries(interfaces).map(([name, text]) => [`ip/${name}`, text])),
  },
  environment,
}
/** A text with all but unreserved characters percent-encoded. */
export const percent = (it: string): string =>
  encodeURIComponent(it).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
/** A secret as text. */
export const secretText = (name: string): string => String(secrets[name])
