/** What the worker asks of `navigator`, for Node, which has no Web Locks before 24. `pause` waits a moment for a lock. */
export function fakeNavigator(pause: () => Promise<void>) {
  const held = new Set<string>();
  const locks = {
    request: async (name: string, ...args: unknown[]) => {
      const run = args.at(-1) as (lock: unknown) => Promise<unknown>;
      const { ifAvailable } = (args.length > 1 ? args[0] : {}) as { ifAvailable?: boolean };
      while (held.has(name)) {
        if (ifAvailable) return run(null);
        await pause();
      }
      held.add(name);
      return run({ name }).finally(() => held.delete(name));
    },
  };
  return { locks, onLine: true, userAgent: 'Node' };
}

/** Node's own `navigator` gives way to the fake one, and errors nobody caught go to the console. */
export function pretendNavigator(): void {
  const value = fakeNavigator(() => new Promise((resolve) => setTimeout(resolve, 5)));
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
  globalThis.reportError = (error) => console.error(error);
}
