import { camelKeys } from '../lib/camel-keys.ts'
import type {
  DeployedEnvironment,
  DeployedService,
  Image,
  Program,
  StorageVolume,
} from '../model/deployment.ts'
import { programsOf } from './programs.ts'

/** What an operator may change of a chart when it is installed: keys of values.yaml with what they stand for. */
export interface Knobs {
  readonly images: ReadonlyMap<string, Image>
  readonly containers: ReadonlyMap<string, Program>
  readonly jobs: ReadonlyMap<string, Program>
  readonly storage: ReadonlyMap<string, StorageVolume>
  /** Whether the number of pods may be changed: nothing else was compiled from it. */
  readonly replicas: boolean
  /** Whether it has volumes of type `storage`. */
  readonly storesData: boolean
  imageKey(image: Image): string
  containerKey(name: string): string
  jobKey(name: string): string
  storageKey(volume: string): string
}

/** Names the knobs of a service's chart. */
export function knobsOf(environment: DeployedEnvironment, service: DeployedService): Knobs {
  const volumes = storageVolumes(service)
  const images = new Map<string, Image>([[reference(environment.wait.image), environment.wait.image]])
  for (const { image } of programsOf(service)) images.set(reference(image), image)
  const used = new Set(programsOf(service).map((it) => reference(it.image)))
  if (needsWaitImage(environment, service)) used.add(reference(environment.wait.image))
  const imageKeys = keysOfImages(images)
  const containerKeys = camelKeys(service.containers.map((it) => it.name))
  const jobKeys = camelKeys(service.jobs.map((it) => it.name))
  const storageKeys = camelKeys(volumes.keys())
  return {
    images: rekey(new Map([...images].filter(([id]) => used.has(id))), imageKeys),
    containers: rekey(new Map(service.containers.map((it) => [it.name, it])), containerKeys),
    jobs: rekey(new Map(service.jobs.map((it) => [it.name, it])), jobKeys),
    storage: environment.storage.provider === 'claim' ? rekey(volumes, storageKeys) : new Map(),
    replicas: service.kind !== 'DaemonSet' && !service.members && !isBound(environment, service),
    storesData: volumes.size > 0,
    imageKey: (image) => imageKeys.get(reference(image))!,
    containerKey: (name) => containerKeys.get(name)!,
    jobKey: (name) => jobKeys.get(name)!,
    storageKey: (volume) => storageKeys.get(volume)!,
  }
}

/** Whether any pod of a service waits, or has a directory of its host prepared where its own image cannot. */
function needsWaitImage({ storage }: DeployedEnvironment, service: DeployedService): boolean {
  const waits = [service.waits, ...service.jobs.map((it) => it.waits)]
  return (
    waits.some((it) => Object.values(it).some((list: readonly unknown[]) => list.length > 0)) ||
    (storage.provider === 'host' && service.containers.some((it) => !it.image.shell))
  )
}

/** The storage volumes whose one claim all pods of a service share. */
export function sharedClaims(
  environment: DeployedEnvironment,
  service: DeployedService,
): readonly StorageVolume[] {
  if (environment.storage.provider === 'host' || service.kind === 'StatefulSet') return []
  return [...storageVolumes(service).values()]
}

/** Directories of hosts fix the number of pods, and so does one claim that only one node can mount. */
function isBound(environment: DeployedEnvironment, service: DeployedService): boolean {
  if (environment.storage.provider === 'host') return storageVolumes(service).size > 0
  return sharedClaims(environment, service).some((it) => it.accessMode === 'ReadWriteOnce')
}

/** An image's reference without what values may change about it. */
export function reference({ registry, repository, tag, digest }: Image): string {
  return `${registry}/${repository}:${tag}@${digest ?? ''}`
}

/** Keyed by the last part of the repository; the image of the waiting container, which is first, is called `wait`. */
function keysOfImages(images: ReadonlyMap<string, Image>): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  const names = [...images.values()].map((it, index) => {
    const name = index === 0 ? 'wait' : it.repository.split('/').at(-1)!
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count === 1 ? name : `${name}-${count}`
  })
  const keys = camelKeys(names)
  return new Map([...images.keys()].map((id, index) => [id, keys.get(names[index]!)!]))
}

/** The storage volumes of a service by name, sorted by first use. */
export function storageVolumes(service: DeployedService): ReadonlyMap<string, StorageVolume> {
  const volumes = programsOf(service).flatMap((it) => it.volumes)
  return new Map(volumes.flatMap((it) => (it.type === 'storage' ? [[it.name, it] as const] : [])))
}

function rekey<T>(map: ReadonlyMap<string, T>, keys: ReadonlyMap<string, string>): ReadonlyMap<string, T> {
  return new Map([...map].map(([name, value]) => [keys.get(name)!, value]))
}
