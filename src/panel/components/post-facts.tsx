import { counted, listed, word } from '../words.ts';
import { marked } from './marked.tsx';
import type { PostProps } from './Post.tsx';

const TAGS_IN_LIST = 3;

/** The small print under a title. */
export function postFacts(props: PostProps) {
  // Under a text that is shown, the tags have a line of their own.
  const tags = props.isOpen || props.isFull ? [] : props.tags;
  const shown = tags.slice(0, TAGS_IN_LIST);
  const left = tags.length - shown.length;
  const hasFacts =
    props.feedName === undefined ||
    props.post.hiddenAt !== undefined ||
    props.author ||
    (props.edited && !props.isOpen) ||
    (props.views > 0 && !props.isOpen) ||
    (props.alsoIn.length > 0 && !props.isOpen) ||
    shown.length;
  if (!hasFacts) return null;
  return (
    <p class="post-facts">
      {props.feedName === undefined && props.when !== '' && !props.isOpen && (
        <time dateTime={new Date(props.post.at).toISOString()}>{props.when}</time>
      )}
      {props.post.hiddenAt !== undefined && <strong>{word('hidden')}</strong>}
      {props.author && (
        <span>
          <bdi>{marked(props.author, props.authorHits)}</bdi>
        </span>
      )}
      {!props.isOpen && props.edited && <span>{word('edited')}</span>}
      {!props.isOpen && props.alsoIn.length > 0 && (
        <span class={props.alsoIn.length > 1 ? 'post-also' : undefined}>
          {word('alsoIn', { feeds: listed(props.alsoIn.map(({ name }) => name)) })}
        </span>
      )}
      {props.views > 0 && !props.isOpen && <span>{counted('views', props.views)}</span>}
      {shown.map((tag, index) => (
        <span key={tag.key} class="post-tag">
          <bdi>{`#${tag.label}`}</bdi>
          {left > 0 && index === shown.length - 1 && ` +${left}`}
        </span>
      ))}
    </p>
  );
}
