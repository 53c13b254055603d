import { Agent, request, type RequestOptions } from 'node:https'
import type { KubernetesObject, ObjectList } from './objects.ts'

/** An answer of the API server, whatever it says. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** The HTTP API of a cluster, with the rights of one token. Paths begin with `/api` or `/apis`. */
export interface Api {
  /** Sends a request; a refusal is an answer, too. */
  readonly ask: (method: string, path: string, body?: unknown, type?: string) => Promise<Answer>
  /** These throw where the server refuses. */
  readonly get: <T = KubernetesObject>(path: string) => Promise<T>
  readonly list: <T = KubernetesObject>(path: string) => Promise<readonly T[]>
  readonly create: <T = KubernetesObject>(path: string, object: unknown) => Promise<T>
  readonly patch: <T = KubernetesObject>(path: string, patch: unknown) => Promise<T>
  readonly remove: (path: string, options?: unknown) => Promise<void>
  /** Tells of each event of a watch, until the server or the signal ends it. */
  readonly watch: (path: string, tell: (event: WatchEvent) => void, signal: AbortSignal) => Promise<void>
  /** The same API with another token. */
  readonly as: (token: string) => Api
  readonly close: () => void
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: KubernetesObject
}

/** Where an API server is, and how it proves that it is it. */
export interface Endpoint {
  readonly port: number
  readonly ca: string
}

/** Connects to an API server on the loopback address. */
export function connect(endpoint: Endpoint, token: string): Api {
  const agent = new Agent({ keepAlive: true, maxSockets: 32, ca: endpoint.ca })
  return apiOf(endpoint, agent, token)
}

function apiOf(endpoint: Endpoint, agent: Agent, token: string): Api {
  const options = (method: string, path: string): RequestOptions => ({
    host: '127.0.0.1',
    port: endpoint.port,
    ca: endpoint.ca,
    agent,
    method,
    path,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  })
  const ask: Api['ask'] = (method, path, body, type = 'application/json') =>
    new Promise((resolve, reject) => {
      const sent = request(options(method, path), (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (it: Buffer) => chunks.push(it)).on('error', reject)
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString('utf8')) }),
        )
      })
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server closes connections that nobody used for a while, maybe in this moment.
        const closed = sent.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '')
        if (closed) ask(method, path, body, type).then(resolve, reject)
        else reject(error)
      })
      if (body !== undefined) sent.setHeader('content-type', type)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  const expect = async <T>(method: string, path: string, body?: unknown, type?: string): Promise<T> => {
    const answer = await ask(method, path, body, type)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${messageOf(answer)}`)
    return answer.body as T
  }
  return {
    ask,
    get: (path) => expect('GET', path),
    list: async <T>(path: string) => (await expect<ObjectList<T>>('GET', path)).items,
    create: (path, object) => expect('POST', path, object),
    patch: (path, patch) => expect('PATCH', path, patch, 'application/merge-patch+json'),
    remove: async (path, it) => void (await expect('DELETE', path, it)),
    // A connection of its own each: a watch would keep one of the agent's for ever.
    watch: (path, tell, signal) =>
      watchLines({ ...options('GET', path), agent: false, signal }, (line) =>
        tell(JSON.parse(line) as WatchEvent),
      ),
    as: (other) => apiOf(endpoint, agent, other),
    close: () => agent.destroy(),
  }
}

/** What the server says about a request that it refused. */
export function messageOf({ status, body }: Answer): string {
  const message = (body as { readonly message?: string } | undefined)?.message
  return `${status} ${message ?? JSON.stringify(body)}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function watchLines(options: RequestOptions, tell: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    const sent = request(options, (answer) => {
      let rest = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line) tell(line)
      })
      answer.on('close', resolve)
    })
    sent.on('error', () => resolve())
    sent.end()
  })
}
