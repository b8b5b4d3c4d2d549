/**
 * An address may name a post: "#/feed/12?post=345" of a notification opens it in the feed's list, "#/search?q=rust&post=345"
 * of the address bar among what the search finds.
 */
import { hrefOf, readRoute } from './state/route.ts';

/** Opens the post that the address asks for, now and whenever it changes. */
export function followAskedPost(): void {
  const take = () => {
    const [path, query] = location.hash.split('?');
    const asked = new URLSearchParams(query).get('post') ?? '';
    if (!/^#\/(feed\/\d+|search)$/.test(path ?? '') || !/^\d+$/.test(asked)) return;
    const address = hrefOf(readRoute(location.hash));
    // Once: coming back to this address finds the list as it was left.
    history.replaceState(null, '', address);
    void import('./open-asked.ts')
      .then(({ openAsked }) => openAsked(Number(asked), address))
      .catch(console.error);
  };
  addEventListener('hashchange', take);
  take();
}
