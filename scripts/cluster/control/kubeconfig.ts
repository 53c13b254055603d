import type { Endpoint } from './api.ts'

/** The file that says to kubectl, Helm and the controllers where the API server is, and who they are. */
export function kubeconfigOf({ port, ca }: Endpoint, token: string): string {
  const certificate = Buffer.from(ca).toString('base64')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': certificate },
      },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  }
  return JSON.stringify(config, undefined, 2)
}
