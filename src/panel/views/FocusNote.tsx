import { run } from '../commands.ts';
import { focusUntil } from '../state/focus.ts';
import { reckon } from '../state/settings.ts';
import { clock } from '../times.ts';
import { word } from '../words.ts';

/** Says that focus holds, until when, and ends it. */
export function FocusNote() {
  const until = focusUntil.value;
  if (until === undefined) return null;
  return (
    <p class="foot-note" data-focus>
      {word('focusUntil', { time: clock(until, reckon.value) })}
      <button type="button" class="quiet-button" data-action="focus" onClick={() => run('focus')}>
        {word('focusEnd')}
      </button>
    </p>
  );
}
