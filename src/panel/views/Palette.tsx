import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { run } from '../commands.ts';
import { Sheet } from '../components/Sheet.tsx';
import { commandRows, keyOf } from '../keyboard.ts';
import { feeds, folders, nameOf, tags, views } from '../state/library.ts';
import { go } from '../state/route.ts';
import { locale, word } from '../words.ts';

/** Something the palette can do, or a place it can go to. */
interface Choice {
  id: string;
  name: string;
  kind: string;
  key?: string;
  act(): void;
}

const SHOWN = 40;

/** Type a few letters of an action, a feed, a folder or a topic, and press Enter. */
export function Palette({ onClose }: { onClose(): void }) {
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const all = useMemo(listChoices, [feeds.value, folders.value, tags.value, views.value]);
  const found = useMemo(() => fitting(all, wanted).slice(0, SHOWN), [all, wanted]);
  const choose = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    onClose();
    // The focus goes back to the page first: an action may want to move it.
    requestAnimationFrame(choice.act);
  };
  const move = (to: number) => {
    setAt(to);
    document.getElementById(`choice-${to}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (found.length === 0) {
      // Nothing to choose: what was typed stays to be mended.
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    if (event.key === 'ArrowDown') move((at + 1) % found.length);
    else if (event.key === 'ArrowUp') move((at + found.length - 1) % found.length);
    else if (event.key === 'Enter') choose(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet title={word('palette')} onClose={onClose}>
      <input
        type="text"
        name="palette"
        role="combobox"
        aria-expanded="true"
        aria-controls="choices"
        aria-activedescendant={found.length > 0 ? `choice-${at}` : undefined}
        aria-label={word('palette')}
        placeholder={word('paletteHint')}
        autocomplete="off"
        ref={field}
        value={wanted}
        onInput={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="palette" id="choices" role="listbox" aria-label={word('palette')} tabIndex={-1}>
        {found.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the line under the keys
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
          <div
            key={choice.id}
            id={`choice-${index}`}
            class="palette-line"
            role="option"
            aria-selected={index === at}
            onClick={() => choose(choice)}
          >
            <bdi>{choice.name}</bdi>
            <small>{choice.kind}</small>
            <kbd>{choice.key}</kbd>
          </div>
        ))}
      </div>
      {found.length === 0 && <p role="status">{word('nothingFound')}</p>}
    </Sheet>
  );
}

function listChoices(): Choice[] {
  const actions = commandRows()
    .filter((row) => row.command !== 'close' && row.command !== 'show-palette')
    .map((row) => ({
      id: row.command,
      name: word(row.word),
      kind: '',
      key: keyOf(row.command),
      act: () => run(row.command),
    }));
  const feedPlaces = (feeds.value ?? []).map((feed) => ({
    id: `feed ${feed.id}`,
    name: nameOf(feed),
    kind: word('feed'),
    act: () => go({ view: 'feed', id: feed.id }),
  }));
  const folderPlaces = folders.value.map((folder) => ({
    id: `folder ${folder.id}`,
    name: folder.title,
    kind: word('folder'),
    act: () => go({ view: 'folder', id: folder.id }),
  }));
  const topics = tags.value.map((tag) => ({
    id: `tag ${tag.key}`,
    name: tag.label,
    kind: word('topic'),
    act: () => go({ view: 'tag', key: tag.key }),
  }));
  const saved = views.value.map((view) => ({
    id: `view ${view.id}`,
    name: view.name,
    kind: word('savedView'),
    act: () => go({ view: 'saved', id: view.id }),
  }));
  return [...actions, ...saved, ...feedPlaces, ...folderPlaces, ...topics];
}

/** Those that hold every word typed; those that begin with what was typed come first. */
function fitting(all: Choice[], wanted: string): Choice[] {
  const plain = (text: string) =>
    text.toLocaleLowerCase(locale.value).normalize('NFKD').replace(/\p{M}/gu, '');
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  if (words.length === 0) return all;
  const found = all.filter(({ name }) => words.every((each) => plain(name).includes(each)));
  const begins = ({ name }: Choice) => plain(name).startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((choice) => !begins(choice))];
}
