/** The path of a file named in another, relative to that other file's folder; POSIX, `.` and `..` resolved. */
export function joinPath(from: string, name: string): string {
  const parts = name.startsWith('/') ? [''] : from.split('/').slice(0, -1)
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
