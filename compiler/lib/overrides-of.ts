/** The override files of an environment file (those of its `.d` folder), in the order in which they are merged: that of their paths. */
export function overridesOf(paths: ReadonlyMap<string, unknown>, file: string): readonly string[] {
  const folder = `${file.replace(/\.ya?ml$/, '')}.d/`
  return [...paths.keys()].filter((it) => it.startsWith(folder) && it.endsWith('.yaml')).sort()
}
