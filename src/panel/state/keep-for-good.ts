/** Browsers may clear what is stored when the disk is nearly full, unless they are asked not to. */

/** Some browsers put the question to the person, or never answer. */
const longestWaitMs = 5_000;

/** Asks the browser to keep the store for good, where it does not yet. Answers whether it does; undefined: no answer. */
export function keepForGood(): Promise<boolean | undefined> {
  const asked = async () => (await navigator.storage.persisted()) || navigator.storage.persist();
  return Promise.race([
    asked().catch(() => false),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), longestWaitMs)),
  ]);
}
