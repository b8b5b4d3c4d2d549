import { useEffect, useRef } from 'preact/hooks';
import { loadMore, phase, rows } from '../state/listing.ts';
import { settings } from '../state/settings.ts';
import { word } from '../words.ts';
import { Blocks } from './Blocks.tsx';
import type { ListLayout } from './PostCard.tsx';
import { River } from './River.tsx';
import { useReadOnScroll } from './use-read-on-scroll.ts';

/** The posts of the screen. Whatever is far from the window is an empty box of its height (components/Near.tsx). */
export function PostList({ layout }: { layout: ListLayout }) {
  useReadOnScroll(settings.value.markReadOnScroll);
  return (
    <div class="posts" data-layout={layout}>
      {layout === 'river' ? <River /> : <FlatList layout={layout} />}
      <MoreBelow />
    </div>
  );
}

function FlatList({ layout }: { layout: ListLayout }) {
  const setSize = phase.value === 'ended' ? rows.value.length : -1;
  return (
    <div role={rows.value.length > 0 ? 'feed' : undefined} aria-busy={phase.value === 'loading'}>
      <Blocks rows={rows.value} layout={layout} setSize={setSize} />
    </div>
  );
}

/** Reads the next page when the end of the list comes near. */
function MoreBelow() {
  const foot = useRef<HTMLDivElement>(null);
  const shown = rows.value.length;
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void loadMore(),
      { rootMargin: '1200px' },
    );
    if (foot.current !== null) watcher.observe(foot.current);
    return () => watcher.disconnect();
  }, [shown]);
  return (
    <div class="more-below" ref={foot}>
      {phase.value === 'failed' && <p>{word('postsFailed')}</p>}
      {phase.value === 'ended' && shown > 0 && <p class="list-end">{word('listEnd')}</p>}
    </div>
  );
}
