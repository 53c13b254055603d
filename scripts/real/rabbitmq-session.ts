import { AMQPClient, type AMQPChannel } from '@cloudamqp/amqp-client'

/** How a service logs in. */
export interface Login {
  readonly user: string
  readonly password: string
}

/** A connection of a service to one member. Every call fails when no answer comes in the time that a client waits. */
export interface Session {
  /** Declares a queue as OpenStack's services do, without saying of what type. */
  declare(queue: string): Promise<void>
  /** Returns when the message is confirmed. */
  publish(queue: string, text: string): Promise<void>
  /** Takes messages for good as they come. */
  consume(queue: string, take: (text: string) => void): Promise<void>
  leave(): void
}

/** Connects to a virtual host; by default to the one with the user's name. */
export async function logIn(
  address: string,
  { user, password }: Login,
  virtualHost = user,
): Promise<Session> {
  const name = encodeURIComponent
  const url = `amqp://${name(user)}:${name(password)}@${address}:5672/${name(virtualHost)}`
  const client = new AMQPClient(url, undefined, null)
  const leave = () => void client.socket?.destroy()
  const channel = await within(open(client), leave)
  const answer = <T>(call: Promise<T>) => within(call, leave)
  return {
    async declare(queue) {
      await answer(channel.queueDeclare(queue, { durable: true }))
    },
    async publish(queue, text) {
      await answer(channel.basicPublish('', queue, text, { deliveryMode: 2 }))
    },
    async consume(queue, take) {
      await answer(channel.prefetch(200))
      const taken = channel.basicConsume(queue, { noAck: false }, async (message) => {
        take(message.bodyString() ?? '')
        await message.ack()
      })
      await answer(taken)
    },
    leave,
  }
}

async function open(client: AMQPClient): Promise<AMQPChannel> {
  const connection = await client.connect()
  const channel = await connection.channel()
  await channel.confirmSelect()
  return channel
}

function within<T>(answer: Promise<T>, abandon: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      abandon()
      reject(new Error('no answer'))
    }, 10_000)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
