import '../styles/search.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { parseQuery } from '../../feeds/query.ts';
import { run } from '../commands.ts';
import { Bar } from '../components/Bar.tsx';
import { Empty } from '../components/Empty.tsx';
import { NewPill } from '../components/NewPill.tsx';
import { NoHit } from '../components/NoHit.tsx';
import { QueryHelp } from '../components/QueryHelp.tsx';
import { QueryTrouble } from '../components/QueryTrouble.tsx';
import { jumpToTop } from '../place.ts';
import { tick } from '../state/clock.ts';
import { comeBack, enterList, leaveList, phase, rows, scope, show, waiting } from '../state/listing.ts';
import { replaceRoute } from '../state/route.ts';
import { forgetAnswer, found } from '../state/searching.ts';
import { sheet } from '../state/sheet.ts';
import { searchOrder, searchOrders, searchView } from '../state/view-of.ts';
import { takeUp } from '../take-up.ts';
import { counted, word } from '../words.ts';
import { ListMenu } from './ListMenu.tsx';
import { PostList } from './PostList.tsx';

/** Between the last key and the search. */
const PAUSE_MS = 250;

/** The search: a field, what it found as cards like any other, and what a query can say. */
export function SearchView({ text }: { text: string }) {
  const view = searchView(text);
  const { order, days } = view;
  const parsed = parseQuery(text);
  const isAsked = parsed.kind === 'query' && text.trim() !== '';
  const isShown = useRef(false);
  useEffect(enterList, []);
  useEffect(() => {
    tick();
    jumpToTop();
    const isTyped = isShown.current;
    isShown.current = true;
    if (!isAsked) return leaveList();
    // Only the way back finds a list as it was left: what is typed is asked anew.
    if (isTyped) void show(view);
    else void comeBack(view).then(takeUp);
  }, [text, isAsked, order, days]);
  // The list of the screen, or of the query, before stands until the effect above: it says nothing of this one.
  const shown = scope.value;
  const isMine = isAsked && shown?.kind === 'search' && shown.viewId === undefined && shown.text === text;
  const isEmpty = isMine && phase.value === 'ended' && rows.value.length === 0;
  return (
    <>
      <Bar
        title={word('search')}
        back="#/feeds"
        news={isAsked && <NewPill count={waiting.value} onClick={() => run('refresh')} />}
      >
        <ListMenu hasOrder={false} />
      </Bar>
      <main class="screen">
        <QueryField text={text} isWrong={parsed.kind === 'wrong'} />
        {parsed.kind === 'wrong' && <QueryTrouble id="query-trouble" text={text} wrong={parsed} />}
        {isAsked && <Answer text={text} />}
        {isMine && <PostList layout="mixed" />}
        {isEmpty && (
          <Empty title={word('searchNothing')} text={word('searchNothingText')} picture={<NoHit />} />
        )}
        {(!isAsked || isEmpty) && <QueryHelp />}
      </main>
    </>
  );
}

/** The field. What is typed is asked after a short pause, or at once with Enter, which goes on to the first hit. */
function QueryField({ text, isWrong }: { text: string; isWrong: boolean }) {
  const [typed, setTyped] = useState(text);
  const asked = useRef(text);
  const field = useRef<HTMLInputElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (text === '') field.current?.focus();
    return () => clearTimeout(pause.current);
  }, []);
  useEffect(() => {
    // The address was changed by other means than this field.
    if (text !== asked.current) setTyped(text);
    asked.current = text;
  }, [text]);
  const ask = (query: string) => {
    clearTimeout(pause.current);
    asked.current = query;
    if (query === text) return;
    forgetAnswer(query);
    replaceRoute({ view: 'search', text: query });
  };
  return (
    <form
      class="query-field"
      onSubmit={(event) => {
        event.preventDefault();
        ask(typed);
        field.current?.blur();
        if (typed === text) run('next-post');
      }}
    >
      <input
        type="search"
        name="query"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        aria-label={word('searchPosts')}
        placeholder={word('searchPosts')}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'query-trouble' : undefined}
        ref={field}
        value={typed}
        onInput={(event) => {
          const query = event.currentTarget.value;
          setTyped(query);
          clearTimeout(pause.current);
          pause.current = setTimeout(() => ask(query), PAUSE_MS);
        }}
      />
    </form>
  );
}

/** How many were found, in which order they stand, and the way to keep the query. */
function Answer({ text }: { text: string }) {
  const answer = found.value.get(text);
  return (
    <div class="search-answer">
      <h2 aria-live="polite" data-found={answer?.count}>
        {answer === undefined ? word('searching') : counted('found', answer.count)}
      </h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border that no style takes away in all browsers */}
      <div class="segments" role="group" aria-label={word('order')}>
        {searchOrders.map((each) => (
          <button
            key={each}
            type="button"
            data-action={`search-${each}`}
            aria-pressed={searchOrder.value === each}
            onClick={() => {
              searchOrder.value = each;
            }}
          >
            {word(`search_${each}`)}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="quiet-button"
        data-action="save-view"
        onClick={() => {
          sheet.value = { kind: 'view', viewId: undefined, text };
        }}
      >
        {word('saveView')}
      </button>
      {answer !== undefined && answer.waiting > 0 && (
        <p class="search-waiting">{counted('searchWaiting', answer.waiting)}</p>
      )}
    </div>
  );
}
