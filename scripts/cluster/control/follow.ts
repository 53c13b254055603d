import type { Api } from './api.ts'
import type { KubernetesObject, ObjectList } from './objects.ts'

/** All objects of a kind as they are now. */
export interface Followed<T> {
  /** By UID. */
  readonly objects: ReadonlyMap<string, T>
  /** When it has stopped after its signal. */
  readonly ended: Promise<void>
}

/** Lists objects and watches them from then on, telling of every change; begins anew where the watch breaks off. */
export function follow<T extends KubernetesObject>(
  api: Api,
  path: string,
  signal: AbortSignal,
  changed: () => void,
): Followed<T> {
  const objects = new Map<string, T>()
  const round = async (): Promise<void> => {
    const { metadata, items } = await api.get<ObjectList<T>>(path)
    objects.clear()
    for (const it of items) objects.set(it.metadata.uid!, it)
    changed()
    await api.watch(
      `${path}?watch=1&resourceVersion=${metadata.resourceVersion}`,
      ({ type, object }) => {
        if (type === 'ERROR' || type === 'BOOKMARK') return
        if (type === 'DELETED') objects.delete(object.metadata.uid!)
        else objects.set(object.metadata.uid!, object as T)
        changed()
      },
      signal,
    )
  }
  const ended = (async () => {
    while (!signal.aborted) await round().catch((error: unknown) => unlessStopped(error, signal))
  })()
  return { objects, ended }
}

function unlessStopped(error: unknown, signal: AbortSignal): void {
  if (!signal.aborted) throw error
}
