declare global {
  /** What was begun early in this page or worker, by name. It outlives the script that began it. */
  var begunEarly: Map<string, Promise<unknown>> | undefined;
}

/** So long, at the most, what was begun early stands for what is true. */
export const firstMomentsMs = 1_000;

/** Gives work that was begun before its script was there to who asks for it in the first moments. One that fails is not known. Answers how it is forgotten before. */
export function handOver(name: string, begun: Promise<unknown>): () => void {
  const known = begun.catch(() => undefined);
  globalThis.begunEarly ??= new Map();
  globalThis.begunEarly.set(name, known);
  const forget = () => {
    if (globalThis.begunEarly?.get(name) === known) globalThis.begunEarly.delete(name);
  };
  setTimeout(forget, firstMomentsMs);
  return forget;
}

/** Is there anything to take over under this name? */
export function isHandedOver(name: string): boolean {
  return globalThis.begunEarly?.has(name) === true;
}

/** What was begun early under this name, once; undefined when nothing was, or it has failed. */
export async function takeOver(name: string): Promise<unknown> {
  const begun = globalThis.begunEarly?.get(name);
  globalThis.begunEarly?.delete(name);
  return begun;
}
