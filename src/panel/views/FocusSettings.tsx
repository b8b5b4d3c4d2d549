import { useState } from 'preact/hooks';
import { readHours } from '../../feeds/focus.ts';
import { choose } from '../actions.ts';
import { CheckField } from '../components/CheckField.tsx';
import { beginFocus, endFocus } from '../rule-actions.ts';
import { focusUntil } from '../state/focus.ts';
import { reckon, settings } from '../state/settings.ts';
import { clock } from '../times.ts';
import { counted, word } from '../words.ts';

const minutesOffered = [15, 30, 60, 120, 240, 480];
const standardHours = '22:00-07:00';

/** Focus: begin it for so long, end it, and the hours it holds every day. */
export function FocusSettings() {
  const until = focusUntil.value;
  const [minutes, setMinutes] = useState(60);
  return (
    <section class="page-part focus-settings">
      <h2>{word('focus')}</h2>
      <p class="setting-text">{word('focusText')}</p>
      {until === undefined ? (
        <div class="field-row">
          <select
            aria-label={word('focusFor')}
            data-action="focus-minutes"
            value={String(minutes)}
            onChange={(event) => setMinutes(Number(event.currentTarget.value))}
          >
            {minutesOffered.map((each) => (
              <option key={each} value={String(each)}>
                {each < 60 ? counted('minutes', each) : counted('hours', each / 60)}
              </option>
            ))}
          </select>
          <button
            type="button"
            class="button"
            data-action="begin-focus"
            onClick={() => void beginFocus(minutes)}
          >
            {word('focusBegin')}
          </button>
        </div>
      ) : (
        <div class="field-row focus-now">
          <strong>{word('focusUntil', { time: clock(until, reckon.value) })}</strong>
          <button type="button" class="button" data-action="end-focus" onClick={() => void endFocus()}>
            {word('focusEnd')}
          </button>
        </div>
      )}
      <Hours />
    </section>
  );
}

/** Both times are kept while they are typed; they hold once they are a stretch of the day. */
function Hours() {
  const stored = settings.value.focusHours;
  const [typed, setTyped] = useState(stored || standardHours);
  const isOn = stored !== '';
  const [from = '', to = ''] = typed.split('-');
  const isWrong = readHours(typed) === undefined;
  const type = (next: string) => {
    setTyped(next);
    if (isOn && readHours(next) !== undefined) void choose({ focusHours: next, focusEndedAt: 0 });
  };
  return (
    <div class="focus-hours">
      <CheckField
        action="focus-hours"
        checked={isOn}
        disabled={!isOn && isWrong}
        onChange={(isWanted) => void choose({ focusHours: isWanted ? typed : '', focusEndedAt: 0 })}
      >
        {word('focusHours')}
      </CheckField>
      <div class="field-row">
        <label class="field">
          <span>{word('focusFrom')}</span>
          <input
            type="time"
            data-action="focus-from"
            value={from}
            aria-invalid={isWrong}
            onInput={(event) => type(`${event.currentTarget.value}-${to}`)}
          />
        </label>
        <label class="field">
          <span>{word('focusTo')}</span>
          <input
            type="time"
            data-action="focus-to"
            value={to}
            aria-invalid={isWrong}
            onInput={(event) => type(`${from}-${event.currentTarget.value}`)}
          />
        </label>
      </div>
      {isWrong && (
        <p class="danger-text" role="alert">
          {word('focusWrongHours')}
        </p>
      )}
    </div>
  );
}
