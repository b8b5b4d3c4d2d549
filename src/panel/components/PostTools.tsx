import { word } from '../words.ts';
import { IconButton } from './IconButton.tsx';
import { DotIcon, MarkReadIcon, OpenIcon, TagIcon, UpIcon } from './icons.tsx';
import type { PostProps } from './Post.tsx';

/** What can be done with an open post. */
export function PostTools(props: PostProps) {
  const { post, isUnread } = props;
  return (
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
      <button type="button" class="quiet-button" data-action="toggle-read" onClick={() => props.onRead(post)}>
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
  );
}
