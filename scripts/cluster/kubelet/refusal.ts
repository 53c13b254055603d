const name = 'Refusal'

/** Says why a pod cannot start, in the words of a kubelet. */
export function refuse(message: string): never {
  throw Object.assign(new Error(message), { name })
}

/** What a refusal says; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof Error && error.name === name ? error.message : undefined
}
