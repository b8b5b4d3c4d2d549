import { word } from '../words.ts';
import { IconButton } from './IconButton.tsx';
import { DotIcon, LinkIcon, MarkReadIcon, MuteIcon, OpenIcon, TagIcon, UpIcon } from './icons.tsx';
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
          aria-label={word('openLink')}
          title={word('openLink')}
          onClick={() => props.onOpenLink(post)}
        >
          <OpenIcon />
          <span class="open-label">{word('openLink')}</span>
        </button>
      )}
      {post.link !== undefined && (
        <IconButton action="copy-link" label={word('keyCopyLink')} onClick={() => props.onCopyLink(post)}>
          <LinkIcon />
        </IconButton>
      )}
      <button
        type="button"
        class="quiet-button"
        data-action="toggle-read"
        aria-label={word(isUnread ? 'markRead' : 'markUnread')}
        title={word(isUnread ? 'markRead' : 'markUnread')}
        onClick={() => props.onRead(post)}
      >
        {isUnread ? <MarkReadIcon /> : <DotIcon />}
        <span class="label">{word(isUnread ? 'markRead' : 'markUnread')}</span>
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
      {post.hiddenAt === undefined ? (
        <button
          type="button"
          class="quiet-button"
          data-action="mute"
          title={word('keyMute')}
          onClick={() => props.onMute(post)}
        >
          <MuteIcon />
          <span class="label">{word('mutePost')}</span>
        </button>
      ) : (
        <button
          type="button"
          class="quiet-button"
          data-action="show-again"
          onClick={() => props.onShowAgain(post)}
        >
          {word('showAgain')}
        </button>
      )}
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
