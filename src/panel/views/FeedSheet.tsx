import { useState } from 'preact/hooks';
import { storeNow } from '../../storage/database.ts';
import type { FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { Sheet } from '../components/Sheet.tsx';
import { nextWords } from '../next-words.ts';
import { now } from '../state/clock.ts';
import { checks, feedsById, folders, nameOf } from '../state/library.ts';
import { go, hrefOf, route } from '../state/route.ts';
import { flatFolders } from '../state/tree.ts';
import { troubleWords } from '../sync-words.ts';
import { agoWords, distanceWords } from '../times.ts';
import { troubleOf } from '../trouble.ts';
import { locale, word } from '../words.ts';
import { CheckEveryField } from './CheckEveryField.tsx';
import { FeedAlerts } from './FeedAlerts.tsx';
import { FullTextField } from './FullTextField.tsx';
import { KeepFields } from './KeepFields.tsx';
import { LoginField } from './LoginField.tsx';
import { PicturesField } from './PicturesField.tsx';

interface Props {
  feedId: number;
  /** What it was opened for. */
  part?: 'login' | undefined;
  onClose(): void;
}

/** One feed: its name, its folder, how its checks go, and the way out. */
export function FeedSheet({ feedId, part, onClose }: Props) {
  const feed = feedsById.value.get(feedId);
  if (feed === undefined) return null;
  // Of an account on a server this browser asks no feed.
  const isAskedHere = !storeNow().isOfServer;
  const isRefused = feed.remoteTrouble !== undefined;
  const isArchived = feed.archivedAt !== undefined;
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
      {isAskedHere && <CheckEveryField feed={feed} />}
      <FullTextField feed={feed} />
      <PicturesField feed={feed} />
      <KeepFields feed={feed} />
      {isAskedHere && <LoginField feed={feed} startsOpen={part === 'login'} />}
      <FeedAlerts feedId={feedId} />
      <CheckFacts feed={feed} isAskedHere={isAskedHere} />
      {feed.remote !== undefined && !isArchived && <p>{word('leaveOnServer')}</p>}
      {isArchived && <p>{word('feedArchived')}</p>}
      <footer class="sheet-foot">
        {!isArchived && (
          <button
            type="button"
            class="button"
            data-action={isRefused ? 'add-again' : 'check-feed'}
            onClick={() => void (isRefused ? actions.addAgain(feedId) : actions.checkNow([feedId]))}
          >
            {word(isRefused ? 'tryAgain' : 'checkNow')}
          </button>
        )}
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

function CheckFacts({ feed, isAskedHere }: { feed: FeedRow; isAskedHere: boolean }) {
  const check = checks.value.get(feed.id);
  const ago = (at: number) => agoWords(at, now.value, locale.value);
  const refusal = feed.remoteTrouble && troubleWords(feed.remoteTrouble);
  const trouble = refusal ?? troubleOf(check, now.value);
  return (
    <dl class="facts">
      <dt>{word('address')}</dt>
      <dd class="address">{feed.url}</dd>
      {feed.archivedAt === undefined && (
        <>
          <dt>{word('lastCheck')}</dt>
          <dd>{check?.lastAt === undefined ? word('never') : ago(check.lastAt)}</dd>
        </>
      )}
      {isAskedHere && (
        <>
          <dt>{word('nextCheck')}</dt>
          <dd>
            {check?.nextAt === undefined
              ? word('notPlanned')
              : distanceWords(check.nextAt, now.value, locale.value)}
            {check?.why !== undefined && <small>{nextWords(check.why)}</small>}
          </dd>
        </>
      )}
      {trouble !== undefined && (
        <>
          <dt>{word('trouble')}</dt>
          <dd class="danger-text">{trouble}</dd>
        </>
      )}
    </dl>
  );
}
