/** Opens the post that an address asks for (asked-post.ts), loaded with the first one. */
import { effect } from '@preact/signals';
import { loadPost } from '../storage/posts.ts';
import type { PostRow } from '../storage/schema.ts';
import { storyOf } from '../storage/story.ts';
import { open } from './actions.ts';
import { jumpToPost } from './place.ts';
import { PAGE } from './state/list-pages.ts';
import { loadMore, phase, refresh, rows, scope, selectedId } from './state/listing.ts';
import { say } from './state/notice.ts';
import { hrefOf, readRoute, route, scopeOf } from './state/route.ts';
import { searchOrder } from './state/view-of.ts';
import { word } from './words.ts';

/** So many pages of what a search finds are looked through. A feed's list is read on to its end. */
const mostPages = 20;

/** Opens a post in the list of its address, or says why it cannot be. */
export async function openAsked(postId: number, address: string): Promise<void> {
  const asked = await loadPost(postId);
  if (asked === undefined) say({ text: word('askedIsGone') });
  else openOnceListed(asked, address);
}

/** Waits for the list of this address, and reads on in it up to the post. */
function openOnceListed(asked: PostRow, address: string): void {
  const scopeWanted = scopeOf(readRoute(address));
  const wanted = JSON.stringify(scopeWanted);
  const isSearch = scopeWanted?.kind === 'search';
  let pages = 0;
  let isRefreshed = false;
  let hasEnded = false;
  const stop = effect(() => {
    if (hasEnded) return;
    const end = () => {
      hasEnded = true;
      queueMicrotask(() => stop());
    };
    // The person has gone elsewhere.
    if (hrefOf(route.value) !== address) return end();
    if (JSON.stringify(scope.value) !== wanted || phase.value === 'loading') return;
    // The list says so itself.
    if (phase.value === 'failed') return end();
    // A search names another post of the story, where that answers better.
    const row = rows.value.find(({ post }) => storyOf(post) === storyOf(asked));
    if (row !== undefined) {
      end();
      show(row.post);
    } else if (!isRefreshed) {
      isRefreshed = true;
      queueMicrotask(drawAnew);
    } else if (phase.value === 'more' && (!isSearch || ++pages < mostPages)) {
      // More each time: the newest of a long list that begins with the oldest is come to in a few strides.
      const stride = PAGE + rows.value.length;
      queueMicrotask(() => void loadMore(stride));
    } else {
      end();
      say({ text: word(isSearch ? 'askedIsFar' : 'askedIsRead') });
    }
  });
}

/**
 * A list that stands, or was left, is older than what was just told of. The address bar offers the newest: among the best
 * they may stand far down.
 */
function drawAnew(): void {
  if (route.value.view === 'search' && searchOrder.value !== 'newest') searchOrder.value = 'newest';
  else void refresh();
}

/** The posts are on the page with the next frame. */
function show(post: PostRow): void {
  requestAnimationFrame(() => {
    selectedId.value = post.id;
    void open(post);
    // What is selected is laid out, however far down (state/held.ts): with the next one.
    requestAnimationFrame(() => {
      jumpToPost(post.id);
    });
  });
}
