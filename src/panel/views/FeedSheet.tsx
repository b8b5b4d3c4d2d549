import { useState } from 'preact/hooks';
import type { Reason } from '../../feeds/reason.ts';
import type { FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { Sheet } from '../components/Sheet.tsx';
import { now } from '../state/clock.ts';
import { checks, feedsById, folders, nameOf } from '../state/library.ts';
import { go, hrefOf, route } from '../state/route.ts';
import { flatFolders } from '../state/tree.ts';
import { distanceWords } from '../times.ts';
import { troubleOf } from '../trouble.ts';
import { locale, word, wordOf } from '../words.ts';
import { FullTextField } from './FullTextField.tsx';

interface Props {
  feedId: number;
  onClose(): void;
}

/** One feed: its name, its folder, how its checks go, and the way out. */
export function FeedSheet({ feedId, onClose }: Props) {
  const feed = feedsById.value.get(feedId);
  if (feed === undefined) return null;
  const leave = async () => {
    onClose();
    if (hrefOf(route.value) === hrefOf({ view: 'feed', id: feedId })) go({ view: 'river' });
    await actions.unfollow(feedId);
  };
  return (
    <Sheet title={nameOf(feed)} onClose={onClose}>
      <NameForm feed={feed} />
      <label class="field">
        <span>{word('folder')}</span>
        <select
          data-action="move-feed"
          value={feed.folderId}
          onChange={(event) => void actions.move(feedId, Number(event.currentTarget.value))}
        >
          <option value={0}>{word('noFolder')}</option>
          {flatFolders(folders.value).map(({ folder, depth }) => (
            <option key={folder.id} value={folder.id}>
              {'\u2003'.repeat(depth) + folder.title}
            </option>
          ))}
        </select>
      </label>
      <FullTextField feed={feed} />
      <CheckFacts feed={feed} />
      <footer class="sheet-foot">
        <button
          type="button"
          class="button"
          data-action="check-feed"
          onClick={() => void actions.checkNow([feedId])}
        >
          {word('checkNow')}
        </button>
        <button type="button" class="button danger" data-action="unsubscribe" onClick={() => void leave()}>
          {word('unsubscribe')}
        </button>
      </footer>
    </Sheet>
  );
}

function NameForm({ feed }: { feed: FeedRow }) {
  const [name, setName] = useState(feed.customTitle ?? '');
  const isChanged = name.trim() !== (feed.customTitle ?? '');
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        void actions.rename(feed.id, name.trim());
      }}
    >
      <label for="feed-name">{word('name')}</label>
      <div class="field-row">
        <input
          id="feed-name"
          name="name"
          dir="auto"
          value={name}
          placeholder={feed.title}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-action="rename-feed" disabled={!isChanged}>
          {word('save')}
        </button>
      </div>
      <small>{word('nameHint')}</small>
    </form>
  );
}

function CheckFacts({ feed }: { feed: FeedRow }) {
  const check = checks.value.get(feed.id);
  const ago = (at: number) => distanceWords(at, now.value, locale.value);
  const trouble = troubleOf(check, now.value);
  return (
    <dl class="facts">
      <dt>{word('address')}</dt>
      <dd class="address">{feed.url}</dd>
      <dt>{word('lastCheck')}</dt>
      <dd>{check?.lastAt === undefined ? word('never') : ago(check.lastAt)}</dd>
      <dt>{word('nextCheck')}</dt>
      <dd>
        {check?.nextAt === undefined ? word('notPlanned') : ago(check.nextAt)}
        {check?.why !== undefined && <small>{nextWords(check.why)}</small>}
      </dd>
      {trouble !== undefined && (
        <>
          <dt>{word('trouble')}</dt>
          <dd class="danger-text">{trouble}</dd>
        </>
      )}
    </dl>
  );
}

/** Why the feed is asked then, as a sentence; an instant in it is said as a distance from now. */
function nextWords(why: Reason): string {
  const { kind, ...values } = why;
  const until = 'until' in why ? { until: distanceWords(why.until, now.value, locale.value) } : {};
  return wordOf('next', kind, { ...values, ...until }) ?? '';
}
