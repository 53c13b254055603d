/** A file as the edge found it: its text, or why it has none. */
export type SourceFile = string | Unreadable

/** A file that is there but that cannot be read as text. */
export interface Unreadable {
  readonly unreadable:
    'invalid-utf8' | 'nul-byte' | 'too-large' | 'symbolic-link' | 'not-a-file' | 'denied' | 'outside'
  /** Where in the bytes the trouble is, or the size in bytes of a file that is too large. */
  readonly offset?: number
}

/**
 * Everything the compiler will ever know: POSIX path → text.
 * Paths are relative to the project folder; those of the built-in catalogue begin with `<oskc>/`.
 */
export type SourceTree = ReadonlyMap<string, SourceFile>

/** The files of the output folder: POSIX path relative to it → text. */
export type ChartTree = ReadonlyMap<string, string>

/** The prefix of the paths of the built-in catalogue. */
export const builtIn = '<oskc>/'
