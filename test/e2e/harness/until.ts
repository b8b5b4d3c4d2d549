/** Asks again until the answer is the one wanted, and gives the last answer in any case. */
export async function until<Value>(
  ask: () => Promise<Value>,
  wanted: (value: Value) => boolean,
  timeoutMilliseconds = 10_000,
  pauseMilliseconds = 100,
): Promise<Value> {
  const end = Date.now() + timeoutMilliseconds;
  for (;;) {
    const value = await ask();
    if (wanted(value) || Date.now() > end) return value;
    await new Promise((done) => setTimeout(done, pauseMilliseconds));
  }
}
