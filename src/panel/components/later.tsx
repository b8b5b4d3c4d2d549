import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** `load`: loads its code ahead of its being shown. */
type Later<P> = FunctionComponent<P> & { load(): Promise<void> };

/** A component whose code is loaded when it is first shown. */
export function later<P extends object>(read: () => Promise<FunctionComponent<P>>): Later<P> {
  let loaded: FunctionComponent<P> | undefined;
  const load = async () => {
    loaded ??= await read();
  };
  function Later(props: P) {
    const [Component, setComponent] = useState<FunctionComponent<P> | undefined>(() => loaded);
    useEffect(() => {
      if (Component === undefined) load().then(() => setComponent(() => loaded), console.error);
    }, []);
    return Component === undefined ? null : <Component {...props} />;
  }
  return Object.assign(Later, { load });
}
