import { problem } from '../diagnostic.ts'

/** The place of a problem with a file or folder of the output. */
function whole(file: string) {
  return { file, start: 0, end: 0 }
}

/**
 * A symbolic link is in the output folder where oskc would write.
 *
 * A link may lead anywhere, and writing through it would change files outside the output folder.
 *
 * Remove the link. If the charts should be elsewhere, say so with `output:` in `oskc.yaml`.
 */
export const linkInTheWay = problem('write/symbolic-link', (file: string) => ({
  at: whole(file),
  message: 'A symbolic link is in the way of the charts.',
  hint: 'Remove it. Where the charts go is said by "output" in oskc.yaml.',
}))

/**
 * A file that oskc did not write is in the way of one that it would write.
 *
 * oskc never touches files of others: what is in it may exist nowhere else.
 *
 * Move the file away. If it is an output of oskc whose lock was lost, delete it.
 */
export const foreignInTheWay = problem('write/foreign-file', (file: string) => ({
  at: whole(file),
  message: 'Something that oskc did not write is in the way of the charts.',
  hint: 'Move it away; delete it if it was compiled and only the .oskc.lock was lost.',
}))

/**
 * The path of an output file would lead out of the output folder.
 *
 * Only the output folder is oskc's to write; a name with `..` in it must not reach other files.
 *
 * Correct the name that the path was made of.
 */
export const outsideOutput = problem('write/outside-output', (path: string) => ({
  message: `The output path ${JSON.stringify(path)} would lead out of the output folder.`,
  hint: 'Names of environments and files may not be empty or contain "..", "\\" or a leading "/".',
}))

/**
 * Another run is writing into the same output folder.
 *
 * Two runs at once could leave a mixture of both.
 *
 * Wait for the other run. If there is none, because it ran on another machine that has stopped, delete the named file.
 */
export const alreadyRunning = problem('write/already-running', (file: string, holder: string) => ({
  at: whole(file),
  message: `Another run is writing here: ${holder}.`,
  hint: 'Wait until it has finished. If there is no such run any more, delete this file.',
}))

/**
 * There is no space left for the charts.
 *
 * The disk or a quota is full. What was there before is complete or will be completed by the next run.
 *
 * Make space and compile again.
 */
export const diskFull = problem('write/disk-full', (file: string) => ({
  at: whole(file),
  message: 'There is no space left for the charts.',
  hint: 'Make space and compile again.',
}))

/**
 * A file or folder of the output may not be read or written.
 *
 * Its permissions, or those of the folder it is in, forbid it to the user who runs oskc.
 *
 * Correct the permissions or the owner, and compile again.
 */
export const denied = problem('write/denied', (file: string) => ({
  at: whole(file),
  message: 'The permissions do not allow writing the charts.',
  hint: 'Check permissions and owner of this path and of the folders it is in.',
}))

/**
 * The output folder lies on a file system that cannot be written.
 *
 * It is mounted read-only, as is usual in containers.
 *
 * Mount it writable, or say another folder with `output:` in `oskc.yaml`. `--check` writes nothing.
 */
export const readOnly = problem('write/read-only', (file: string) => ({
  at: whole(file),
  message: 'The charts lie on a file system that is mounted read-only.',
  hint: 'Mount it writable, or use --check, which writes nothing.',
}))

/**
 * The operating system refused to read or write the output.
 *
 * The code is the system's own; common ones are EIO (the disk is failing) and ENAMETOOLONG (a name is too long for the file system).
 *
 * Remove the cause and compile again.
 */
export const failed = problem('write/failed', (file: string, code: string) => ({
  at: whole(file),
  message: `The charts could not be written: the operating system says ${code}.`,
}))

/**
 * A file that oskc had written was changed by hand, and has now been written anew.
 *
 * The charts are made from the environment files; a change made in them lasts until the next run.
 *
 * Take the change from version control and make it in the environment, in a component, or in values at installation.
 */
export const editedByHand = problem(
  'write/edited-by-hand',
  (file: string, fate: 'overwritten' | 'deleted') => ({
    at: whole(file),
    message: `This file had been edited by hand and was ${fate}.`,
    hint: 'Make the change in the environment file, or in values at installation.',
  }),
  'warning',
)

/**
 * The folder of an environment that no longer exists was kept.
 *
 * It holds files that oskc did not write, or that were changed since; they may exist nowhere else.
 *
 * Look at the named file; then delete the folder.
 */
export const keptEnvironment = problem(
  'write/kept-environment',
  (folder: string, foreign: string) => ({
    at: whole(foreign),
    message: `The environment of the folder "${folder}" is gone, but the folder holds a file that is not as oskc wrote it.`,
    hint: 'Delete the folder if nothing in it is needed.',
  }),
  'warning',
)
