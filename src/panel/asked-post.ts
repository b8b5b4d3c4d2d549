/** A notification leads to a post: "#/feed/12?post=345" opens it in the feed's list. */
import { effect } from '@preact/signals';
import { loadPost } from '../storage/posts.ts';
import { open } from './actions.ts';
import { loadMore, phase, rows, scope, selectedId } from './state/listing.ts';
import { say } from './state/notice.ts';
import { word } from './words.ts';

/** So many pages of the list are looked through. */
const mostPages = 20;

/** Opens the post that the address asks for, now and whenever it changes. */
export function followAskedPost(): void {
  const take = () => {
    const asked = /^#\/feed\/(\d+)\?post=(\d+)$/.exec(location.hash);
    if (asked === null) return;
    // Once: coming back to this address finds the list as it was left.
    history.replaceState(null, '', `#/feed/${asked[1]}`);
    openOnceListed(Number(asked[1]), Number(asked[2]));
  };
  addEventListener('hashchange', take);
  take();
}

function openOnceListed(feedId: number, postId: number): void {
  let pages = 0;
  const stop = effect(() => {
    const here = scope.value;
    if (here?.kind !== 'feed' || here.feedId !== feedId || phase.value === 'loading') return;
    const row = rows.value.find(({ post }) => post.id === postId);
    if (row === undefined && phase.value === 'more' && ++pages < mostPages) {
      queueMicrotask(() => void loadMore());
      return;
    }
    queueMicrotask(() => stop());
    if (row === undefined) return void sayWhyNot(postId);
    // The posts are on the page with the next frame.
    requestAnimationFrame(() => {
      selectedId.value = postId;
      void open(row.post);
      // What is selected is laid out, however far down (state/held.ts): with the next one.
      requestAnimationFrame(() => {
        document.querySelector(`article[data-post-id="${postId}"]`)?.scrollIntoView({ block: 'start' });
      });
    });
  });
}

async function sayWhyNot(postId: number): Promise<void> {
  const isStored = (await loadPost(postId)) !== undefined;
  say({ text: word(isStored ? 'askedIsRead' : 'askedIsGone') });
}
