import { createServer, type AddressInfo, type Server } from 'node:net'

/** As many ports of the loopback address as asked for, each free a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  // Held together, so that none is given twice.
  const servers = await Promise.all(Array.from({ length: count }, listen))
  const ports = servers.map((it) => (it.address() as AddressInfo).port)
  await Promise.all(servers.map((it) => new Promise((resolve) => it.close(resolve))))
  return ports
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
