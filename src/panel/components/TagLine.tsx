import { useEffect, useRef } from 'preact/hooks';
import { hrefOf } from '../state/route.ts';
import { word } from '../words.ts';
import { CloseIcon } from './icons.tsx';
import type { ShownTag } from './Post.tsx';

interface Props {
  tags: ShownTag[];
  isAdding: boolean;
  onAdd(label: string): void;
  onRemove(key: string): void;
  /** The field is to close. */
  onDone(): void;
}

/** The tags of an open post: each leads to its page and can be taken away; a field for a new one when asked for. */
export function TagLine({ tags, isAdding, onAdd, onRemove, onDone }: Props) {
  if (tags.length === 0 && !isAdding) return null;
  return (
    <div class="tag-line">
      {tags.map(({ key, label }) => (
        <span key={key} class="tag-chip">
          <a href={hrefOf({ view: 'tag', key })}>
            <bdi>{label}</bdi>
          </a>
          <button
            type="button"
            data-action="remove-tag"
            aria-label={word('removeTag', { tag: label })}
            title={word('removeTag', { tag: label })}
            onClick={(event) => {
              // The button goes away with its tag: the focus stays on the post.
              event.currentTarget.closest('article')?.focus({ preventScroll: true });
              onRemove(key);
            }}
          >
            <CloseIcon />
          </button>
        </span>
      ))}
      {isAdding && <TagField onAdd={onAdd} onDone={onDone} />}
    </div>
  );
}

function TagField({ onAdd, onDone }: Pick<Props, 'onAdd' | 'onDone'>) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="tag-form"
      onSubmit={(event) => {
        event.preventDefault();
        const label = field.current?.value.trim() ?? '';
        if (label !== '') onAdd(label);
        // The field goes away: the keys go on from its post.
        field.current?.closest('article')?.focus({ preventScroll: true });
        onDone();
      }}
    >
      <input
        ref={field}
        name="tag"
        placeholder={word('newTag')}
        aria-label={word('newTag')}
        onBlur={onDone}
      />
    </form>
  );
}
