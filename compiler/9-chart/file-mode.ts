import { commented, type Piece } from '../lib/yaml-piece.ts'

/** Permission bits, which Kubernetes takes as a number; the octal form that people read stands above. */
export function fileMode(mode: number): Piece {
  return commented(octal(mode), mode)
}

/** Permission bits as people write them: `0640`. */
export function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`
}
