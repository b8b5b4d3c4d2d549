import { useEffect, useState } from 'preact/hooks';

/**
 * Does somebody hold this lock? Taken to be so until we get it ourselves, which lets go of it at once; looked at anew with
 * other inputs. A browser that ends a worker takes its locks away.
 */
export function useHeldLock(name: string, inputs: unknown[]): boolean {
  const [isHeld, setHeld] = useState(true);
  useEffect(() => {
    const waiting = new AbortController();
    setHeld(true);
    navigator.locks.request(name, { signal: waiting.signal }, () => setHeld(false)).catch(() => {});
    return () => waiting.abort();
  }, inputs);
  return isHeld;
}
