import { useEffect, useRef } from 'preact/hooks';
import { hostOf, readAddress } from '../address.ts';
import { Bar } from '../components/Bar.tsx';
import { WarningIcon } from '../components/icons.tsx';
import {
  abandon,
  findOnPage,
  lacking,
  preview,
  previewBeyond,
  previewTyped,
  previewWith,
  reach,
  step,
  type,
  typed,
} from '../state/adding.ts';
import { counted, word } from '../words.ts';
import { AddPreview } from './AddPreview.tsx';
import { ReachChoices } from './choices.tsx';
import { FoundFeeds } from './FoundFeeds.tsx';
import { LoginForm } from './LoginForm.tsx';

interface Props {
  /** An address to begin with. */
  address?: string | undefined;
  /** A tab whose page was asked about. */
  tabId?: number | undefined;
}

/** Paste an address, see what it is, subscribe. */
export function AddView({ address, tabId }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (address === undefined && tabId === undefined) field.current?.focus();
    if (address !== undefined) void type(address);
    if (tabId !== undefined) void findOnPage(tabId);
    addEventListener('pagehide', abandon);
    return () => {
      removeEventListener('pagehide', abandon);
      abandon();
    };
  }, [address, tabId]);
  const url = readAddress(typed.value);
  const isLacking = url !== undefined && lacking.value.has(url);
  const isAsking = step.value?.step === 'asking';
  return (
    <>
      <Bar title={word('addFeed')} back="#/feeds" />
      <main class="screen page">
        <form
          class="field"
          onSubmit={(event) => {
            event.preventDefault();
            void previewTyped();
          }}
        >
          <label for="address">{word('addressLabel')}</label>
          <div class="field-row">
            <input
              ref={field}
              id="address"
              name="address"
              type="text"
              inputMode="url"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              dir="ltr"
              placeholder="example.org"
              value={typed.value}
              onInput={(event) => void type(event.currentTarget.value)}
            />
            <button type="submit" class="button primary" data-action="preview" disabled={isAsking}>
              {word('preview')}
            </button>
          </div>
          <small>{word('addressHint')}</small>
          {isLacking && (step.value === undefined || step.value.step === 'refused') && (
            <Reach host={hostOf(url)} />
          )}
        </form>
        <div role="status">
          <Answer />
        </div>
        {step.value === undefined && (
          <section class="page-part">
            <h2>{word('otherWays')}</h2>
            <button
              type="button"
              class="button"
              data-action="feeds-on-page"
              onClick={() => void findOnPage(undefined)}
            >
              {word('feedsOnThisPage')}
            </button>
            <a class="button" data-action="go-import" href="#/import">
              {word('importOpml')}
            </a>
            <a class="button" data-action="show-starters" href="#/welcome">
              {word('seeStarters')}
            </a>
          </section>
        )}
      </main>
    </>
  );
}

/** The choice of what the browser will be asked for. */
function Reach({ host }: { host: string }) {
  return (
    <ReachChoices
      site={word('reachSite', { host })}
      value={reach.value}
      onChoose={(next) => {
        reach.value = next;
      }}
    />
  );
}

function Login({ url }: { url: string }) {
  return <LoginForm label={word('loginTry')} onGive={(credential) => void previewWith(url, credential)} />;
}

function Answer() {
  const at = step.value;
  if (at === undefined) return null;
  switch (at.step) {
    case 'asking':
      return <p class="asking">{word('asking', { host: hostOf(at.url) })}</p>;
    case 'refused':
      return (
        <>
          <p class="banner trouble" data-refused>
            <WarningIcon />
            <span>{at.text}</span>
          </p>
          {at.wantsLogin !== undefined && <Login url={at.wantsLogin} />}
        </>
      );
    case 'choose':
      return (
        <>
          <FoundFeeds
            title={counted('feedsFound', at.feeds.length)}
            feeds={at.feeds}
            onChoose={(url) => void preview(url)}
          />
          {at.feeds
            .filter((feed) => lacking.value.has(feed.url))
            .slice(0, 1)
            .map((feed) => (
              <Reach key={feed.url} host={hostOf(feed.url)} />
            ))}
        </>
      );
    case 'other-site':
      return (
        <div class="banner permission">
          <div>
            <p>{word('otherSite', { host: at.host })}</p>
            <div class="banner-actions">
              <button
                type="button"
                class="button small primary"
                data-action="grant-permission"
                onClick={() => void previewBeyond(at.url, at.host)}
              >
                {word('allowSite', { host: at.host })}
              </button>
              <button
                type="button"
                class="button small"
                data-action="grant-all"
                onClick={() => {
                  reach.value = 'all';
                  void previewBeyond(at.url, at.host);
                }}
              >
                {word('allowAll')}
              </button>
            </div>
          </div>
        </div>
      );
    case 'feed':
      return <AddPreview answer={at.answer} />;
  }
}
