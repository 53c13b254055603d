import { problem } from '../diagnostic.ts'

/**
 * An environment that was not asked for has errors.
 *
 * Those that were asked for could not be checked against it: they may claim the same nodes, ports or host names.
 *
 * Compile it, and mend what is reported.
 */
export const otherEnvironment = problem(
  'compile/other-environment',
  (file: string, errors: number) => ({
    at: { file, start: 0, end: 0 },
    message: `This environment has ${errors === 1 ? 'an error' : `${errors} errors`}; nothing was checked against it.`,
    hint: 'See what is wrong: oskc compile --check',
  }),
  'warning',
)

/**
 * Environments that were not asked for claim the same things of the cluster.
 *
 * It does not concern what was asked for, but they cannot both be installed.
 *
 * Compile all environments, and mend what is reported.
 */
export const othersClash = problem(
  'compile/others-clash',
  (errors: number) => ({
    message: `Other environments have ${errors === 1 ? 'an error' : `${errors} errors`} among themselves.`,
    hint: 'See what is wrong: oskc compile --check',
  }),
  'warning',
)

/**
 * The charts of an environment come near the limit of what Helm can install at once.
 *
 * Helm keeps a release in a Secret, which Kubernetes limits to 1 MiB.
 *
 * Nothing need be done yet. If the environment will grow, install its services one by one from the beginning: moving later takes more steps.
 */
export const largeRelease = problem(
  'compile/large-release',
  (environment: string, percent: number) => ({
    message: `The release of the environment "${environment}" takes ${percent} % of what Helm can store.`,
    hint: 'An environment that will grow is better installed service by service.',
  }),
  'warning',
)

/**
 * The charts of an environment are more than Helm can install at once.
 *
 * Helm keeps a release in a Secret, which Kubernetes limits to 1 MiB: `helm install` of the whole would fail at its end.
 *
 * Install the charts of the services one by one; the lines that are printed do it.
 */
export const tooLargeRelease = problem(
  'compile/too-large-release',
  (environment: string, percent: number) => ({
    message: `The release of the environment "${environment}" would take ${percent} % of what Helm can store.`,
    hint: 'Install its services one by one, as shown.',
  }),
  'warning',
)
