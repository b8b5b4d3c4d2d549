import { useEffect, useState } from 'preact/hooks';
import { browser } from '../../browser.ts';
import { credentialFor, loadCredentials } from '../../storage/credentials.ts';
import type { FeedRow } from '../../storage/schema.ts';

/** Is there a login for this feed? Kept true while the component is shown. */
export function useHeldLogin(feed: FeedRow): boolean {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    const look = async () =>
      setIsHeld(credentialFor(await loadCredentials(), feed.id, feed.url) !== undefined);
    void look();
    browser.storage.onChanged.addListener(look);
    return () => browser.storage.onChanged.removeListener(look);
  }, [feed.id, feed.url]);
  return isHeld;
}
