import { useEffect, useRef, useState } from 'preact/hooks';
import { loadBody } from '../../storage/posts.ts';
import type { BodyRow } from '../../storage/schema.ts';
import { word } from '../words.ts';
import { Enclosures } from './Enclosures.tsx';
import { DotIcon, MarkReadIcon, OpenIcon, TagIcon } from './icons.tsx';
import type { PostProps } from './Post.tsx';
import { PostBody } from './PostBody.tsx';
import { TagLine } from './TagLine.tsx';

/** What unfolds under a post's head: its text, what goes with it, and what can be done with it. */
export function PostContent(props: PostProps) {
  const { post, isUnread } = props;
  const place = useRef<HTMLDivElement>(null);
  const body = useBody(post.id, place);
  const html = body?.html || body?.summary || '';
  return (
    <div class="post-content" ref={place}>
      {props.isOpen && (
        <p class="post-exact">
          <time>{props.exact}</time>
          {props.edited && <span>{props.edited}</span>}
        </p>
      )}
      {html !== '' && <PostBody html={html} postId={post.id} baseUrl={post.link} />}
      {body !== undefined && html === '' && <p class="post-empty">{word('noBody')}</p>}
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
          onClick={() => props.onBeginTag(post)}
        >
          <TagIcon />
          {word('addTag')}
        </button>
      </footer>
    </div>
  );
}

/** Reads the body once the post comes near the window: a list in full text holds many. */
function useBody(postId: number, place: { current: HTMLElement | null }): BodyRow | undefined {
  const [body, setBody] = useState<BodyRow>();
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        loadBody(postId).then((row) => setBody(row ?? { postId, html: '' }), console.error);
      },
      { rootMargin: '800px' },
    );
    if (place.current !== null) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [postId]);
  return body;
}
