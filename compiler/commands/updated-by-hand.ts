/**
 * What somebody has to know before an upgrade that changes pods which only a person updates, as comments of a shell: until
 * all of them were deleted, the usual way in which Helm 4 waits does not come to its end. Helm 3 does not wait for them.
 */
export function updatedByHand(
  files: ReadonlyMap<string, string>,
  changed: readonly string[],
): readonly string[] {
  // Where the namespace is new, no older pods are there.
  if (changed.includes('namespace.yaml')) return []
  const services = changed.flatMap((path) => {
    const [, service] = /^charts\/([^/]+)\/templates\/daemonset\.yaml$/.exec(path) ?? []
    return service !== undefined && /^ {4}type: OnDelete$/m.test(files.get(path) ?? '') ? [service] : []
  })
  if (services.length === 0) return []
  return [
    `# Running pods of ${services.join(', ')} stay as they are until you delete them, node by node.`,
    '# Helm 4 waits for that; with --wait=legacy it does not.',
  ]
}
