import { MenuItem } from '../components/Menu.tsx';
import { feeds, folderCounts, folders, foldersById } from '../state/library.ts';
import { sheet } from '../state/sheet.ts';
import { feedsUnder } from '../state/tree.ts';
import { word } from '../words.ts';
import { Missing } from './Missing.tsx';
import { PostsScreen } from './PostsScreen.tsx';

/** A folder's posts, day by day. */
export function FolderView({ folderId }: { folderId: number }) {
  const folder = foldersById.value.get(folderId);
  if (feeds.value !== undefined && folder === undefined) return <Missing />;
  const counts = folderCounts.value.get(folderId);
  const edit = () => {
    sheet.value = { kind: 'folder', folderId };
  };
  return (
    <PostsScreen
      scope={{ kind: 'folder', folderId }}
      title={folder?.title ?? ''}
      count={counts?.unread}
      total={counts?.total ?? 0}
      feedIds={feedsUnder(folderId, folders.value, feeds.value ?? []).map((feed) => feed.id)}
      menu={<MenuItem action="edit-folder" label={word('editFolder')} onClick={edit} />}
    />
  );
}
