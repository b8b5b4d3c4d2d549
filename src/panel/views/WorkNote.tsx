import { work } from '../state/work.ts';
import { word } from '../words.ts';

/** How far work in steps is, and the way to end it. */
export function WorkNote() {
  const now = work.value;
  if (now === undefined) return null;
  return (
    <div class="foot-card progress" data-work>
      <label>
        <span>{word(now.text, { done: now.done, total: now.total })}</span>
        <progress max={Math.max(now.total, 1)} value={now.done} />
      </label>
      {now.stop !== undefined && (
        <button type="button" class="quiet-button" data-action="stop-work" onClick={now.stop}>
          {word('stop')}
        </button>
      )}
    </div>
  );
}
