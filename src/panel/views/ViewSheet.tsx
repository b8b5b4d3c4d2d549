import '../styles/search.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { parseQuery } from '../../feeds/query.ts';
import { sayLast } from '../actions.ts';
import { QueryTrouble } from '../components/QueryTrouble.tsx';
import { Sheet } from '../components/Sheet.tsx';
import { focusNext } from '../focus-next.ts';
import { views } from '../state/library.ts';
import { go, hrefOf, route } from '../state/route.ts';
import { dropView, keepView, reviseView } from '../view-actions.ts';
import { word } from '../words.ts';

/** Where the focus goes with the screen that one came from. */
const HEAD = '.content h1';

interface Props {
  /** undefined saves a new one. */
  viewId: number | undefined;
  text: string;
  onClose(): void;
}

/** A saved view's name and query, and the way to take it away. */
export function ViewSheet({ viewId, text, onClose }: Props) {
  const view = views.value.find((each) => each.id === viewId);
  const [name, setName] = useState(view?.name ?? text);
  const [query, setQuery] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  const parsed = parseQuery(query);
  const isReady = name.trim() !== '' && parsed.kind === 'query';
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!isReady) return;
    focusNext(HEAD);
    onClose();
    if (viewId !== undefined) await reviseView(viewId, name, query);
    else go({ view: 'saved', id: await keepView(name, query) });
  };
  const remove = async () => {
    onClose();
    if (viewId === undefined) return;
    if (hrefOf(route.value) === hrefOf({ view: 'saved', id: viewId })) go({ view: 'river' });
    await dropView(viewId);
    await sayLast();
    // A list that is come back to gives it to its own post (take-up.ts).
    focusNext('article[aria-current]', HEAD);
  };
  return (
    <Sheet title={view?.name ?? word('saveView')} onClose={onClose}>
      <form class="field view-form" onSubmit={save}>
        <label for="view-name">{word('name')}</label>
        <input
          id="view-name"
          ref={field}
          name="view-name"
          dir="auto"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <label for="view-query">{word('viewQuery')}</label>
        <input
          id="view-query"
          name="view-query"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={parsed.kind === 'wrong'}
          aria-describedby={parsed.kind === 'wrong' ? 'view-trouble' : undefined}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        {parsed.kind === 'wrong' && <QueryTrouble id="view-trouble" text={query} wrong={parsed} />}
        <button type="submit" class="button primary" data-action="keep-view" disabled={!isReady}>
          {word('save')}
        </button>
      </form>
      {viewId !== undefined && (
        <footer class="sheet-foot">
          <p>{word('removeViewHint')}</p>
          <button type="button" class="button danger" data-action="remove-view" onClick={() => void remove()}>
            {word('removeView')}
          </button>
        </footer>
      )}
    </Sheet>
  );
}
