import '../styles/reading.css';
import '../styles/code.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { live } from '../../storage/live.ts';
import { loadBody } from '../../storage/reading.ts';
import type { BodyRow } from '../../storage/schema.ts';
import { type LoadedBody, takeFirstText } from '../state/first-texts.ts';
import { Enclosures } from './Enclosures.tsx';
import type { PostProps } from './Post.tsx';
import { NextPost, PostProgress } from './PostEnd.tsx';
import { PostStory } from './PostStory.tsx';
import { PostText } from './PostText.tsx';
import { PostTools } from './PostTools.tsx';
import { TagLine } from './TagLine.tsx';

/** What unfolds under a post's head: its text, what goes with it, and what can be done with it. */
export function PostContent(props: PostProps) {
  const { post } = props;
  const place = useRef<HTMLDivElement>(null);
  const loaded = useBody(post.id, place);
  return (
    <div class="post-content" ref={place}>
      {props.isOpen && <PostProgress />}
      <PostStory {...props} />
      {props.versions}
      {loaded && <PostText {...props} {...loaded} />}
      {post.enclosures !== undefined && loaded && (
        <Enclosures enclosures={post.enclosures} postId={post.id} played={loaded.body?.playedSeconds ?? {}} />
      )}
      <TagLine
        tags={props.tags}
        isAdding={props.isTagging}
        onAdd={(label) => props.onTag(post, label)}
        onRemove={(key) => props.onUntag(post, key)}
        onDone={props.onEndTag}
      />
      <PostTools {...props} />
      {props.isOpen && props.nextTitle !== undefined && (
        <NextPost title={props.nextTitle} onClick={() => props.onStep(post, 'next-post')} />
      )}
    </div>
  );
}

/**
 * Reads the body, and the sanitizer with it, once the post comes near the window: a list in full text holds many. A
 * text that is edited or fetched meanwhile comes by itself.
 */
function useBody(postId: number, place: { current: HTMLElement | null }): LoadedBody | undefined {
  const [loaded, setLoaded] = useState(() => takeFirstText(postId));
  useEffect(() => {
    let stop = () => {};
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        const sanitizer = import('../sanitize.ts');
        const onBody = async (body: BodyRow | undefined) => {
          const { sanitize } = await sanitizer;
          setLoaded({ body, sanitize });
        };
        stop = live(async () => loadBody(postId), onBody, console.error);
      },
      { rootMargin: '800px' },
    );
    if (place.current !== null) watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      stop();
    };
  }, [postId]);
  return loaded;
}
