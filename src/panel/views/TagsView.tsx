import { useState } from 'preact/hooks';
import { listCounters } from '../../storage/counters.ts';
import { isViewKey } from '../../storage/saved-view.ts';
import { postsAWeek } from '../../storage/topics.ts';
import { Bar } from '../components/Bar.tsx';
import { Empty } from '../components/Empty.tsx';
import { CalmSky } from '../components/pictures.tsx';
import { labelOf } from '../state/library.ts';
import { hrefOf } from '../state/route.ts';
import { useLive } from '../state/use-live.ts';
import { counted, digits, locale, word } from '../words.ts';
import { WeeksSparkline } from './WeeksSparkline.tsx';

const SHOWN = 300;

/** All tags with their numbers, those with the most posts first; a field narrows them down. */
export function TagsView() {
  const counters = useLive(async () => listCounters('tag'), []);
  const [wanted, setWanted] = useState('');
  const words = wanted.trim().toLocaleLowerCase(locale.value);
  const tags = (counters ?? [])
    .filter((counter) => counter.total > 0 && !isViewKey(String(counter.id)))
    .map((counter) => ({ ...counter, key: String(counter.id), label: labelOf(String(counter.id)) }))
    .filter((tag) => tag.label.toLocaleLowerCase(locale.value).includes(words))
    .sort((a, b) => b.total - a.total || a.label.localeCompare(b.label, locale.value));
  return (
    <>
      <Bar title={word('topics')} back="#/feeds" />
      <main class="screen">
        {(counters?.length ?? 0) > 12 && (
          <label class="field find-tag">
            <input
              type="search"
              name="find-tag"
              aria-label={word('findTopic')}
              placeholder={word('findTopic')}
              onInput={(event) => setWanted(event.currentTarget.value)}
            />
          </label>
        )}
        <ul class="tag-list">
          {tags.slice(0, SHOWN).map(({ key, label, unread, total }) => (
            <li key={key} class="line tag-row">
              <a href={hrefOf({ view: 'tag', key })}>
                <span class="line-name">
                  <bdi>{label}</bdi>
                </span>
                <WeeksSparkline name={key} count={(at, weeks) => postsAWeek(key, at, weeks)} />
                <span class="tag-total">{counted('posts', total)}</span>
                <span class="line-count" data-count={unread}>
                  {unread > 0 ? digits(unread) : ''}
                </span>
              </a>
            </li>
          ))}
        </ul>
        {counters !== undefined && tags.length === 0 && (
          <Empty
            title={word(words === '' ? 'noTopics' : 'noTopicFound')}
            text={words === '' ? word('noTopicsText') : undefined}
            picture={<CalmSky />}
          />
        )}
        {tags.length > SHOWN && <p class="list-end">{counted('moreTopics', tags.length - SHOWN)}</p>}
      </main>
    </>
  );
}
