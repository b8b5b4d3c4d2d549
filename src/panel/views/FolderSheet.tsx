import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import * as actions from '../actions.ts';
import { Sheet } from '../components/Sheet.tsx';
import { foldersById } from '../state/library.ts';
import { go, hrefOf, route } from '../state/route.ts';
import { word } from '../words.ts';

interface Props {
  /** undefined makes a new folder. */
  folderId?: number;
  onClose(): void;
}

/** A folder's name, and the way to take it away; or a new folder. */
export function FolderSheet({ folderId, onClose }: Props) {
  const folder = folderId === undefined ? undefined : foldersById.value.get(folderId);
  const [title, setTitle] = useState(folder?.title ?? '');
  const [isRefused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = title.trim();
    setRefused(name === '');
    if (name === '') return;
    await (folderId === undefined ? actions.makeFolder(name) : actions.retitleFolder(folderId, name));
    onClose();
  };
  const dissolve = async () => {
    onClose();
    if (hrefOf(route.value) === hrefOf({ view: 'folder', id: folderId ?? 0 })) go({ view: 'river' });
    if (folderId !== undefined) await actions.dissolveFolder(folderId);
  };
  return (
    <Sheet title={folder?.title ?? word('newFolder')} onClose={onClose}>
      <form class="field" onSubmit={save}>
        <label for="folder-name">{word('name')}</label>
        <div class="field-row">
          <input
            id="folder-name"
            ref={field}
            name="name"
            dir="auto"
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
          <button type="submit" class="button primary" data-action="rename-folder">
            {word('save')}
          </button>
        </div>
        {isRefused && (
          <small class="danger-text" role="alert" data-refused>
            {word('nameEmpty')}
          </small>
        )}
      </form>
      {folderId !== undefined && (
        <footer class="sheet-foot">
          <p>{word('removeFolderHint')}</p>
          <button
            type="button"
            class="button danger"
            data-action="remove-folder"
            onClick={() => void dissolve()}
          >
            {word('removeFolder')}
          </button>
        </footer>
      )}
    </Sheet>
  );
}
