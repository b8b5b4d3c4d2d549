import { keepOfFeed } from '../../storage/keeping.ts';
import type { FeedRow } from '../../storage/schema.ts';
import { daysOffered, postsOffered } from '../keep-choices.ts';
import { counted, digits, word } from '../words.ts';

/** How much of this one feed is kept, where that is not as for all. */
export function KeepFields({ feed }: { feed: FeedRow }) {
  const { keepDays, keepPosts } = feed;
  return (
    <div class="field-row keep-fields">
      <KeepField
        name="keepDays"
        offered={daysOffered}
        value={keepDays}
        words={(days) => (days === 0 ? word('keepForever') : counted('days', days))}
        onChoose={(days) => void keepOfFeed(feed.id, { keepDays: days, keepPosts })}
      />
      <KeepField
        name="keepPosts"
        offered={postsOffered}
        value={keepPosts}
        words={(posts) => (posts === 0 ? word('keepAll') : digits(posts))}
        onChoose={(posts) => void keepOfFeed(feed.id, { keepDays, keepPosts: posts })}
      />
    </div>
  );
}

interface Props {
  name: 'keepDays' | 'keepPosts';
  offered: readonly number[];
  value: number | undefined;
  words(count: number): string;
  onChoose(value: number | undefined): void;
}

function KeepField({ name, offered, value, words, onChoose }: Props) {
  const choose = (text: string) => onChoose(text === '' ? undefined : Number(text));
  return (
    <label class="field">
      <span>{word(`set_${name}`)}</span>
      <select
        data-action={`feed-${name}`}
        value={value === undefined ? '' : String(value)}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{word('asForAll')}</option>
        {offered.map((count) => (
          <option key={count} value={count}>
            {words(count)}
          </option>
        ))}
      </select>
    </label>
  );
}
