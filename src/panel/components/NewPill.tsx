import { counted } from '../words.ts';
import { UpIcon } from './icons.tsx';

/** New posts wait behind this: nothing moves until the reader asks. */
export function NewPill({ count, onClick }: { count: number; onClick(): void }) {
  return (
    <div class="new-pill-place" role="status">
      {count > 0 && (
        <button type="button" class="new-pill" data-action="refresh" onClick={onClick}>
          <UpIcon />
          {counted('newPosts', count)}
        </button>
      )}
    </div>
  );
}
