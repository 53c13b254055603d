/** Waits until something holds, which is asked for again and again; throws with what was hoped for when it never does. */
export async function eventually(
  hope: string,
  holds: () => Promise<boolean> | boolean,
  seconds: number,
  explain: () => Promise<string> | string = () => '',
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const start = Date.now()
    if (await holds()) return
    // Asking takes its share of what is waited for: thousands of pods are a long list.
    const rest = Math.max(100, 2 * (Date.now() - start))
    await new Promise((resolve) => setTimeout(resolve, rest))
  }
  throw new Error(`Not within ${seconds} s: ${hope}.\n${await explain()}`.trimEnd())
}
