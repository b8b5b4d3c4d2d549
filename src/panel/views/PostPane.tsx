import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Empty } from '../components/Empty.tsx';
import { CalmSky } from '../components/pictures.tsx';
import { keyOf } from '../keyboard.ts';
import { openIds, rows } from '../state/listing.ts';
import { word } from '../words.ts';
import { listedCard } from './listed-card.tsx';

/** The open post beside its list, in a wide window, and what divides the two. */
export function PostPane({ children }: { children: ComponentChildren }) {
  const pane = useRef<HTMLElement>(null);
  const openId = [...openIds.value].at(-1);
  const post = rows.value.find((row) => row.post.id === openId)?.post;
  useEffect(() => pane.current?.scrollTo({ top: 0 }), [openId]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys too
    <section class="post-pane" ref={pane} aria-label={word('post')} tabIndex={0}>
      {children}
      {post === undefined ? (
        <Empty
          title={word('chooseAPost')}
          text={word('chooseAPostText', { key: keyOf('toggle-open') })}
          picture={<CalmSky />}
        />
      ) : (
        <div class="posts" data-layout="pane">
          {listedCard(post, 'mixed', { isInPane: true })}
        </div>
      )}
    </section>
  );
}
