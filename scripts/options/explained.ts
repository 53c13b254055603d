/** Where the check and the real programs may differ, and why. */
export interface Explained {
  readonly because: string
  readonly matches: (key: string, real: string, ours: string | undefined, release: string) => boolean
}

export const explained: readonly Explained[] = []
