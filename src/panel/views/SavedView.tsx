import '../styles/search.css';
import { useEffect, useMemo } from 'preact/hooks';
import { parseQuery } from '../../feeds/query.ts';
import { Empty } from '../components/Empty.tsx';
import { MenuItem } from '../components/Menu.tsx';
import { NoHit } from '../components/NoHit.tsx';
import { QueryTrouble } from '../components/QueryTrouble.tsx';
import { isSettling } from '../settle-later.ts';
import { viewCounts, views } from '../state/library.ts';
import { sheet } from '../state/sheet.ts';
import { word } from '../words.ts';
import { Missing } from './Missing.tsx';
import { PostsScreen } from './PostsScreen.tsx';

/** A saved view: its unread posts as they are counted, or all that its query finds now. */
export function SavedView({ viewId }: { viewId: number }) {
  const view = views.value.find((each) => each.id === viewId);
  const text = view?.text ?? '';
  // One that has just been made or changed is not counted yet: its list is searched for, until it is left.
  const scope = useMemo(
    () => ({ kind: 'search' as const, text, ...(!isSettling() && { viewId }) }),
    [viewId, text],
  );
  // Marks the query's words, also where nothing had to be searched for: the list goes first.
  useEffect(() => void import('../state/searching.ts'), []);
  if (view === undefined) return <Missing />;
  const parsed = parseQuery(text);
  const edit = () => {
    sheet.value = { kind: 'view', viewId, text };
  };
  return (
    <PostsScreen
      scope={scope}
      title={view.name}
      count={viewCounts.value.get(viewId) ?? 0}
      menu={
        <>
          <MenuItem action="edit-view" label={word('editView')} onClick={edit} />
          <hr />
        </>
      }
      lead={
        parsed.kind === 'wrong' ? (
          <QueryTrouble id="query-trouble" text={text} wrong={parsed} />
        ) : (
          <p class="view-query" dir="auto">
            <code>{text}</code>
          </p>
        )
      }
      empty={<Empty title={word('searchNothing')} text={word('savedNothingText')} picture={<NoHit />} />}
    />
  );
}
