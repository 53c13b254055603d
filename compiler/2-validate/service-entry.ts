import type { Report } from '../diagnostic.ts'
import { asMapping, asScalar, startOf, textAt, valueAt } from '../lib/node.ts'
import type { Component, ServiceEntry } from '../model/catalogue.ts'
import type { WorkloadKind } from '../model/deployment.ts'
import type { Parsed } from '../model/input.ts'
import type { Scalar } from '../model/node.ts'
import { emptyDefinition, newerLanguage, originalLanguage } from './catalogue-problems.ts'
import { withSharedNeeds } from './shared-needs.ts'
import { check } from '../schema/check.ts'
import { service } from '../schema/generated/validators.js'

/** The version of the definition language that this compiler speaks. */
export const languageVersion = '1.0.0'

/** Reads one application definition as written: checked, but for what its templates will give. */
export function readService(
  name: string,
  file: string,
  component: Component,
  parsed: Parsed,
  report: Report,
): ServiceEntry {
  const documents = parsed.documents.get(file) ?? []
  const root = documents.find((it) => it.root)?.root
  const broken: ServiceEntry = {
    name,
    component: component.name,
    file,
    kind: 'Deployment',
    description: '',
    body: undefined,
    files: undefined,
    root: root ?? nowhere(file),
  }
  if (!root) {
    if (documents.every((it) => it.root === undefined) && parsed.documents.has(file))
      report.push(emptyDefinition(startOf(file)))
    return broken
  }
  const version = asScalar(valueAt(root, 'dsl_version'))
  if (version && !speaks(version, report)) return { ...broken, kind: kindOf(root) }
  const checked = asMapping(
    check(service, root, { name: 'an application definition', later: isTemplate }, report),
  )
  const body = withSharedNeeds(asMapping(valueAt(checked, 'service')), component.needs)
  return {
    ...broken,
    kind: kindOf(root),
    description: textAt(body, 'description') ?? '',
    body,
    files: asMapping(valueAt(checked, 'files')),
  }
}

/** A scalar that is filled in for each instance: its form is checked then. */
export function isTemplate(scalar: Scalar): boolean {
  return typeof scalar.value === 'string' && scalar.value.includes('{{')
}

function speaks(version: Scalar, report: Report): boolean {
  const [major, minor] = version.source.split('.').map(Number)
  const [ourMajor, ourMinor] = languageVersion.split('.').map(Number)
  if (major === undefined || minor === undefined || Number.isNaN(major + minor)) return true
  if (major < ourMajor!) report.push(originalLanguage(version, version.source))
  else if (major > ourMajor! || minor > ourMinor!)
    report.push(newerLanguage(version, version.source, languageVersion))
  else return true
  return false
}

function kindOf(root: ServiceEntry['root']): WorkloadKind {
  const kind = textAt(valueAt(root, 'service'), 'kind')
  return kind === 'DaemonSet' || kind === 'StatefulSet' ? kind : 'Deployment'
}

function nowhere(file: string): Scalar {
  return { kind: 'scalar', ...startOf(file), value: null, source: '' }
}
