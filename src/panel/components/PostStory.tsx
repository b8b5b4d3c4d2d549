import { keyOf } from '../keyboard.ts';
import { hrefOf } from '../state/route.ts';
import { counted, word } from '../words.ts';
import type { PostProps } from './Post.tsx';

/** When exactly a post came and how often it was opened, which other feeds have it, and the way to what was changed in it. */
export function PostStory(props: PostProps) {
  const { post, alsoIn, edited } = props;
  if (!props.isOpen) return null;
  const hasVersions = edited !== undefined || alsoIn.length > 0;
  return (
    <div class="post-story">
      <p class="post-exact">
        <time>{props.exact()}</time>
        {props.views > 0 && <span>{counted('views', props.views)}</span>}
      </p>
      {alsoIn.length > 0 && (
        <p class="post-feeds">
          <span>{word('alsoInFeeds')}</span>
          {alsoIn.map(({ id, name }) => (
            <a key={id} href={hrefOf({ view: 'feed', id })}>
              <bdi>{name}</bdi>
            </a>
          ))}
        </p>
      )}
      {hasVersions && (
        <button
          type="button"
          class="link-button"
          data-action="show-changes"
          aria-expanded={Boolean(props.versions)}
          title={`${word('keyShowChanges')} (${keyOf('show-changes')})`}
          onClick={() => props.onCompare(post)}
        >
          {edited ?? word('compareVersions')}
        </button>
      )}
    </div>
  );
}
