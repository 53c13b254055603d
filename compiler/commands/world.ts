/** Where text goes. */
export interface Output {
  readonly write: (text: string) => void
  readonly color: boolean
}

/** What a command knows of the process it runs in. */
export interface World {
  /** The working directory, absolute. */
  readonly cwd: string
  /** What the user asked for. */
  readonly stdout: Output
  /** What is said about it. */
  readonly stderr: Output
  /** All of the standard input; undefined where somebody would have to type it. */
  readonly stdin: () => Promise<string | undefined>
}
