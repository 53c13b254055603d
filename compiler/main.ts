import { processWorld } from './commands/process-world.ts'
import { run } from './commands/run.ts'

const { world, finish } = processWorld(process)
const exitCode = await run(process.argv.slice(2), world)
// Set rather than called for: whatever is still being written is written.
process.exitCode = (await finish()) ? exitCode : Math.max(exitCode, 2)
