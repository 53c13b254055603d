import type { Command } from './command.ts'

/** Every command, loaded when it is called: what a command does not need costs nothing. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['compile', async () => (await import('./compile.ts')).compileCommand],
  ['topology', async () => (await import('./topology.ts')).topologyCommand],
  ['config', async () => (await import('./config.ts')).configCommand],
  ['graph', async () => (await import('./graph.ts')).graphCommand],
  ['images', async () => (await import('./images.ts')).imagesCommand],
  ['services', async () => (await import('./services.ts')).servicesCommand],
  ['inventory', async () => (await import('./inventory.ts')).inventoryCommand],
  ['labels', async () => (await import('./labels.ts')).labelsCommand],
  ['secrets', async () => (await import('./secrets.ts')).secretsCommand],
  ['schema', async () => (await import('./schema.ts')).schemaCommand],
  ['help', async () => (await import('./help.ts')).helpCommand],
])
