import { useState } from 'preact/hooks';
import { isFirefox } from '../../browser.ts';
import { SiderealMark } from '../components/icons.tsx';
import { starterTopics } from '../starters.ts';
import { subscribeAll } from '../state/importing.ts';
import { go } from '../state/route.ts';
import { counted, word } from '../words.ts';

/** The first page: what this is, how to keep it in sight, and three ways to begin. */
export function WelcomeView() {
  return (
    <main class="welcome">
      <header class="welcome-head">
        <SiderealMark size={56} />
        <h1>{word('welcomeTitle')}</h1>
        <p>{word('welcomeText')}</p>
      </header>
      <section>
        <h2>{word('pinTitle')}</h2>
        <p>{word(isFirefox ? 'pinFirefox' : 'pinChrome')}</p>
      </section>
      <section>
        <h2>{word('ownFeeds')}</h2>
        <p>{word('ownFeedsText')}</p>
        <p class="welcome-actions">
          <a class="button primary" href="#/add" data-action="add-feed">
            {word('addFeed')}
          </a>
          <a class="button" href="#/import" data-action="go-import">
            {word('importOpml')}
          </a>
        </p>
      </section>
      <Starters />
      <section>
        <h2>{word('privacyTitle')}</h2>
        <p>{word('privacyText')}</p>
      </section>
    </main>
  );
}

function Starters() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const feeds = starterTopics.flatMap((topic) => topic.feeds).filter((feed) => chosen.has(feed.url));
  const toggle = (url: string) => {
    const next = new Set(chosen);
    if (!next.delete(url)) next.add(url);
    setChosen(next);
  };
  const start = async () => {
    const outlines = feeds.map(({ title, url, siteUrl }) => ({
      kind: 'feed' as const,
      title,
      xmlUrl: url,
      htmlUrl: siteUrl,
    }));
    if (await subscribeAll(outlines)) go({ view: 'river' });
  };
  return (
    <section>
      <h2>{word('startersTitle')}</h2>
      <p>{word('startersText')}</p>
      <div class="starters">
        {starterTopics.map((topic) => (
          <fieldset key={topic.word}>
            <legend>{word(topic.word)}</legend>
            {topic.feeds.map((feed) => (
              <label key={feed.url} class="choice">
                <input
                  type="checkbox"
                  data-action="choose-starter"
                  value={feed.url}
                  checked={chosen.has(feed.url)}
                  onChange={() => toggle(feed.url)}
                />
                <span>
                  {feed.title}
                  <small>{new URL(feed.siteUrl).host.replace(/^www\./, '')}</small>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <p class={`welcome-actions starters-foot ${feeds.length > 0 ? 'ready' : ''}`}>
        <button
          type="button"
          class="button primary"
          data-action="subscribe-starters"
          disabled={feeds.length === 0}
          onClick={() => void start()}
        >
          {feeds.length === 0 ? word('chooseStarters') : counted('subscribeStarters', feeds.length)}
        </button>
        <small>{word('startersHint')}</small>
      </p>
    </section>
  );
}
