/** What an environment file's name ends with besides its extension when it only holds numbers of secrets. */
export const secretsLock = '.secrets.lock.yaml'

/** The file beside an environment file that counts how often secrets were rotated. */
export function secretsLockOf(file: string): string {
  return file.replace(/\.ya?ml$/, '') + secretsLock
}

/** The environment files that are asked for; those of a project without a project file, if nothing is. */
export function askedEnvironments(
  paths: ReadonlyMap<string, unknown>,
  { environmentFiles }: { readonly environmentFiles?: readonly string[] },
): readonly string[] {
  return (
    environmentFiles ??
    [...paths.keys()]
      .filter((it) => /^environments\/[^/]+\.yaml$/.test(it) && !it.endsWith(secretsLock))
      .sort()
  )
}
