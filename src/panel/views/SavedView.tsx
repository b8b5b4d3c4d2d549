import '../styles/search.css';
import { parseQuery } from '../../feeds/query.ts';
import { Empty } from '../components/Empty.tsx';
import { MenuItem } from '../components/Menu.tsx';
import { NoHit } from '../components/NoHit.tsx';
import { QueryTrouble } from '../components/QueryTrouble.tsx';
import { viewCounts, views } from '../state/library.ts';
import { sheet } from '../state/sheet.ts';
import { word } from '../words.ts';
import { Missing } from './Missing.tsx';
import { PostsScreen } from './PostsScreen.tsx';

/** A saved view: what its query finds now, in the order of the lists. */
export function SavedView({ viewId }: { viewId: number }) {
  const view = views.value.find((each) => each.id === viewId);
  if (view === undefined) return <Missing />;
  const { name, text } = view;
  const parsed = parseQuery(text);
  const edit = () => {
    sheet.value = { kind: 'view', viewId, text };
  };
  return (
    <PostsScreen
      scope={{ kind: 'search', text }}
      title={name}
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
