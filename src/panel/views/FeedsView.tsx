import { run } from '../commands.ts';
import { Empty } from '../components/Empty.tsx';
import { PlusIcon, SiderealMark } from '../components/icons.tsx';
import { Menu, MenuItem } from '../components/Menu.tsx';
import { FirstSignal } from '../components/pictures.tsx';
import { checks, feeds } from '../state/library.ts';
import { sheet } from '../state/sheet.ts';
import { lacksPermission } from '../trouble.ts';
import { word } from '../words.ts';
import { CheckButton } from './CheckButton.tsx';
import { FeedTree } from './FeedTree.tsx';
import { GrantPermission } from './GrantPermission.tsx';

/** The way to everything: the river, the starred, the tags, and the feeds in their folders. In a wide window it stays at the side. */
export function FeedsView({ isSide = false }: { isSide?: boolean }) {
  const Part = isSide ? 'div' : 'main';
  const locked = (feeds.value ?? []).filter((feed) => lacksPermission(checks.value.get(feed.id)));
  const newFolder = () => {
    sheet.value = { kind: 'new-folder' };
  };
  return (
    <>
      <header class="bar">
        <SiderealMark size={20} />
        <h1 class="bar-title">{word('appName')}</h1>
        <div class="bar-tools">
          <a
            class="icon-button"
            href="#/add"
            data-action="add-feed"
            aria-label={word('addFeed')}
            title={`${word('addFeed')} (a)`}
          >
            <PlusIcon />
          </a>
          <CheckButton />
          <Menu>
            <MenuItem action="new-folder" label={word('newFolder')} onClick={newFolder} />
            <hr />
            <MenuItem action="go-import" label={word('importOpml')} href="#/import" />
            <MenuItem
              action="export-opml"
              label={word('exportOpml')}
              onClick={async () => (await import('./export-opml.ts')).exportOpml()}
            />
            <hr />
            <MenuItem action="undo" label={word('undo')} onClick={() => run('undo')} />
            <MenuItem action="redo" label={word('redo')} onClick={() => run('redo')} />
            <hr />
            <MenuItem action="go-health" label={word('health')} href="#/health" />
            <MenuItem action="go-settings" label={word('settings')} href="#/settings" />
            <MenuItem action="go-welcome" label={word('starters')} href="#/welcome" />
            <MenuItem action="show-keys" label={word('keys')} onClick={() => run('show-keys')} />
          </Menu>
        </div>
      </header>
      <Part class="screen">
        <GrantPermission feeds={locked} />
        <FeedTree />
        {feeds.value?.length === 0 && (
          <Empty title={word('noFeeds')} text={word('noFeedsText')} picture={<FirstSignal />}>
            <a class="button primary" href="#/add" data-action="add-feed">
              {word('addFeed')}
            </a>
            <a class="button" href="#/import" data-action="go-import">
              {word('importOpml')}
            </a>
            <a class="button" href="#/welcome" data-action="show-starters">
              {word('seeStarters')}
            </a>
          </Empty>
        )}
      </Part>
    </>
  );
}
