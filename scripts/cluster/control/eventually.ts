/** Waits until something holds, which is asked for again and again; throws with what was hoped for when it never does. */
export async function eventually(
  hope: string,
  holds: () => Promise<boolean> | boolean,
  seconds: number,
  explain: () => Promise<string> | string = () => '',
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Not within ${seconds} s: ${hope}.\n${await explain()}`.trimEnd())
}
