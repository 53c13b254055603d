import { eventually } from './program.ts'
import { logIn, type Login } from './rabbitmq-session.ts'

const queue = 'messages'

/** A stream of messages to a queue, each sent to any member that takes it. Keeps count of those that were confirmed. */
export interface Messages {
  begin(): void
  pause(): Promise<void>
  /** Waits until so many more are confirmed. */
  more(count: number): Promise<void>
  /** Takes the messages out of the queue, and names the confirmed ones that do not come. */
  missing(): Promise<readonly number[]>
}

/** Lays out a stream; members and login are asked for whenever it connects. */
export function layMessages(members: () => readonly string[], login: () => Login): Messages {
  const confirmed = new Set<number>()
  const seen = new Set<number>()
  let next = 0
  let active = false
  let stream = Promise.resolve()
  return {
    begin() {
      if (active) return
      active = true
      stream = stream.then(send)
    },
    async pause() {
      active = false
      await stream
    },
    async more(count) {
      const enough = confirmed.size + count
      await eventually(`${count} more messages are confirmed`, () => confirmed.size >= enough, 180)
    },
    async missing() {
      const session = await logIn(members()[0]!, login())
      try {
        await session.consume(queue, (text) => seen.add(Number(text)))
        await eventually('all of them have come', () => missing().length === 0, 60).catch(() => {})
        // After the acknowledgements, so that they have arrived.
        await session.declare(queue)
      } finally {
        session.leave()
      }
      return missing()
    },
  }

  function missing(): readonly number[] {
    return [...confirmed].filter((it) => !seen.has(it))
  }

  function isActive(): boolean {
    return active
  }

  async function send(): Promise<void> {
    for (let turn = 0; isActive(); turn++) {
      const addresses = members()
      // A member that is down, or in no majority, does not take it: the next one is asked.
      await sendTo(addresses[turn % addresses.length]!).catch(() => breathe())
    }
  }

  async function sendTo(address: string): Promise<void> {
    const session = await logIn(address, login())
    try {
      await session.declare(queue)
      while (isActive()) {
        const number = next++
        await session.publish(queue, String(number))
        confirmed.add(number)
        await breathe()
      }
    } finally {
      session.leave()
    }
  }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}
