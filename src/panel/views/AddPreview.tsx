import { useState } from 'preact/hooks';
import type { PreviewAnswer } from '../../messages.ts';
import * as actions from '../actions.ts';
import { hostOf } from '../address.ts';
import { FeedIcon } from '../components/FeedIcon.tsx';
import { Monogram } from '../components/Monogram.tsx';
import { type FirstUnreadChoice, firstUnreadOf } from '../first-unread.ts';
import { focusNext } from '../focus-next.ts';
import { keepGranted, login } from '../state/adding.ts';
import { now } from '../state/clock.ts';
import { folders } from '../state/library.ts';
import { go, hrefOf } from '../state/route.ts';
import { reckon } from '../state/settings.ts';
import { flatFolders } from '../state/tree.ts';
import { ageWords } from '../times.ts';
import { counted, word } from '../words.ts';
import { FirstUnreadChoices } from './choices.tsx';

const SHOWN = 5;

/** A feed before it is subscribed to: what it is, its latest posts, and how to begin. */
export function AddPreview({ answer }: { answer: PreviewAnswer & { kind: 'feed' } }) {
  return (
    <section class="feed-preview">
      <header>
        {answer.feedId === undefined ? (
          <Monogram name={answer.title} seed={answer.title.length} />
        ) : (
          <FeedIcon feedId={answer.feedId} name={answer.title} />
        )}
        <div>
          <h2 dir="auto">{answer.title}</h2>
          <p class="address">{hostOf(answer.url)}</p>
        </div>
      </header>
      {answer.description && (
        <p class="feed-description" dir="auto">
          {answer.description}
        </p>
      )}
      {answer.feedId === undefined ? <Begin answer={answer} /> : <Already feedId={answer.feedId} />}
      <h3>{counted('previewPosts', answer.postCount)}</h3>
      <ol class="preview-posts">
        {answer.posts.slice(0, SHOWN).map((post, index) => (
          <li key={index}>
            <strong dir="auto" data-untitled={post.title === undefined || undefined}>
              {post.title ?? post.snippet}
            </strong>
            {post.title !== undefined && post.snippet !== '' && <p dir="auto">{post.snippet}</p>}
            {post.at !== undefined && <small>{ageWords(post.at, now.value, reckon.value)}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Already({ feedId }: { feedId: number }) {
  return (
    <p class="banner">
      <span data-refused>{word('alreadySubscribed')}</span>
      <a class="button small" href={hrefOf({ view: 'feed', id: feedId })} data-action="show-feed">
        {word('showFeed')}
      </a>
    </p>
  );
}

function Begin({ answer }: { answer: PreviewAnswer & { kind: 'feed' } }) {
  const [choice, setChoice] = useState<FirstUnreadChoice>('all');
  const [folderId, setFolderId] = useState(0);
  const subscribe = async () => {
    const { url, title, siteUrl } = answer;
    const credential = login.value;
    focusNext('.content h1');
    keepGranted();
    const firstUnread = firstUnreadOf(choice, Date.now());
    const feed = { url, title, folderId, firstUnread, ...(siteUrl && { siteUrl }) };
    const feedId = await actions.follow(feed, credential);
    go({ view: 'feed', id: feedId });
  };
  return (
    <div class="begin">
      <FirstUnreadChoices value={choice} onChoose={setChoice} />
      {folders.value.length > 0 && (
        <label class="field">
          <span>{word('folder')}</span>
          <select value={folderId} onChange={(event) => setFolderId(Number(event.currentTarget.value))}>
            <option value={0}>{word('noFolder')}</option>
            {flatFolders(folders.value).map(({ folder, depth }) => (
              <option key={folder.id} value={folder.id}>
                {'\u2003'.repeat(depth) + folder.title}
              </option>
            ))}
          </select>
        </label>
      )}
      <button
        type="button"
        class="button primary wide"
        data-action="subscribe"
        onClick={() => void subscribe()}
      >
        {word('subscribe')}
      </button>
      {login.value !== undefined && <small data-with-login>{word('loginKept')}</small>}
    </div>
  );
}
