import { useEffect, useRef, useState } from 'preact/hooks';
import { loadBody } from '../../storage/posts.ts';
import { word } from '../words.ts';
import { Enclosures } from './Enclosures.tsx';
import { IconButton } from './IconButton.tsx';
import { DotIcon, MarkReadIcon, OpenIcon, TagIcon, UpIcon } from './icons.tsx';
import type { PostProps } from './Post.tsx';
import { PostBody, type Sanitize } from './PostBody.tsx';
import { TagLine } from './TagLine.tsx';

/** What unfolds under a post's head: its text, what goes with it, and what can be done with it. */
export function PostContent(props: PostProps) {
  const { post, isUnread } = props;
  const place = useRef<HTMLDivElement>(null);
  const body = useBody(post.id, place);
  return (
    <div class="post-content" ref={place}>
      {props.isOpen && (
        <p class="post-exact">
          <time>{props.exact}</time>
          {props.edited && <span>{props.edited}</span>}
        </p>
      )}
      {body && body.html !== '' && <PostBody {...body} postId={post.id} baseUrl={post.link} />}
      {body?.html === '' && <p class="post-empty">{word('noBody')}</p>}
      {post.enclosures !== undefined && <Enclosures enclosures={post.enclosures} />}
      <TagLine
        tags={props.tags}
        isAdding={props.isTagging}
        onAdd={(label) => props.onTag(post, label)}
        onRemove={(key) => props.onUntag(post, key)}
        onDone={props.onEndTag}
      />
      <footer class="post-tools">
        {post.link !== undefined && (
          <button
            type="button"
            class="quiet-button"
            data-action="open-link"
            onClick={() => props.onOpenLink(post)}
          >
            <OpenIcon />
            {word('openLink')}
          </button>
        )}
        <button
          type="button"
          class="quiet-button"
          data-action="toggle-read"
          onClick={() => props.onRead(post)}
        >
          {isUnread ? <MarkReadIcon /> : <DotIcon />}
          {word(isUnread ? 'markRead' : 'markUnread')}
        </button>
        <button
          type="button"
          class="quiet-button"
          data-action="add-tag"
          aria-label={word('addTag')}
          title={word('addTag')}
          onClick={() => props.onBeginTag(post)}
        >
          <TagIcon />
          <span class="label">{word('tag')}</span>
        </button>
        <span class="post-steps">
          <IconButton
            action="previous-post"
            label={word('keyPreviousPost')}
            onClick={() => props.onStep(post, 'previous-post')}
          >
            <UpIcon />
          </IconButton>
          <IconButton
            action="next-post"
            class="down"
            label={word('keyNextPost')}
            onClick={() => props.onStep(post, 'next-post')}
          >
            <UpIcon />
          </IconButton>
        </span>
      </footer>
    </div>
  );
}

interface Loaded {
  html: string;
  sanitize: Sanitize;
}

/** Reads the body, and the sanitizer with it, once the post comes near the window: a list in full text holds many. */
function useBody(postId: number, place: { current: HTMLElement | null }): Loaded | undefined {
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        load(postId).then(setLoaded, console.error);
      },
      { rootMargin: '800px' },
    );
    if (place.current !== null) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [postId]);
  return loaded;
}

async function load(postId: number): Promise<Loaded> {
  const [body, { sanitize }] = await Promise.all([loadBody(postId), import('../sanitize.ts')]);
  return { html: body?.html || body?.summary || '', sanitize };
}
