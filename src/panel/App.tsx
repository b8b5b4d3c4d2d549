import { useEffect, useState } from 'preact/hooks';
import { later } from './components/later.tsx';
import { feeds } from './state/library.ts';
import { type Route, route } from './state/route.ts';
import { sheet } from './state/sheet.ts';
import { FeedsView } from './views/FeedsView.tsx';
import { FeedView } from './views/FeedView.tsx';
import { FolderView } from './views/FolderView.tsx';
import { Foot } from './views/Foot.tsx';
import { RiverView } from './views/RiverView.tsx';
import { StarredView } from './views/StarredView.tsx';
import { TagView } from './views/TagView.tsx';

const AddView = later(async () => (await import('./views/AddView.tsx')).AddView);
const FeedSheet = later(async () => (await import('./views/FeedSheet.tsx')).FeedSheet);
const FolderSheet = later(async () => (await import('./views/FolderSheet.tsx')).FolderSheet);
const ImportView = later(async () => (await import('./views/ImportView.tsx')).ImportView);
const KeysSheet = later(async () => (await import('./views/KeysSheet.tsx')).KeysSheet);
const Palette = later(async () => (await import('./views/Palette.tsx')).Palette);
const SettingsView = later(async () => (await import('./views/SettingsView.tsx')).SettingsView);
const TagsView = later(async () => (await import('./views/TagsView.tsx')).TagsView);
const WelcomeView = later(async () => (await import('./views/WelcomeView.tsx')).WelcomeView);

/** The page: one screen at a time; in a wide window the feeds stay beside it. */
export function App() {
  const at = route.value;
  const hasSide = useWide() && at.view !== 'welcome' && feeds.value?.length !== 0;
  return (
    <div class={`app ${hasSide ? 'with-side' : ''}`} data-view={at.view}>
      {hasSide && (
        <aside class="side">
          <FeedsView isSide />
        </aside>
      )}
      <div class="content">
        <Screen at={hasSide && at.view === 'feeds' ? { view: 'river' } : at} />
      </div>
      <Foot />
      <Sheets />
    </div>
  );
}

function Screen({ at }: { at: Route }) {
  switch (at.view) {
    case 'river':
      return <RiverView />;
    case 'starred':
      return <StarredView />;
    case 'tag':
      return <TagView key={at.key} tag={at.key} />;
    case 'feed':
      return <FeedView key={at.id} feedId={at.id} />;
    case 'folder':
      return <FolderView key={at.id} folderId={at.id} />;
    case 'tags':
      return <TagsView />;
    case 'feeds':
      return <FeedsView />;
    case 'add':
      return <AddView address={at.address} tabId={at.tabId} />;
    case 'import':
      return <ImportView />;
    case 'settings':
      return <SettingsView />;
    case 'welcome':
      return <WelcomeView />;
  }
}

function Sheets() {
  const shown = sheet.value;
  const close = () => {
    sheet.value = undefined;
  };
  switch (shown?.kind) {
    case 'keys':
      return <KeysSheet onClose={close} />;
    case 'palette':
      return <Palette onClose={close} />;
    case 'feed':
      return <FeedSheet key={shown.feedId} feedId={shown.feedId} onClose={close} />;
    case 'folder':
      return <FolderSheet key={shown.folderId} folderId={shown.folderId} onClose={close} />;
    case 'new-folder':
      return <FolderSheet onClose={close} />;
    default:
      return null;
  }
}

const wide = matchMedia('(min-width: 820px)');

function useWide(): boolean {
  const [isWide, setIsWide] = useState(wide.matches);
  useEffect(() => {
    const follow = () => setIsWide(wide.matches);
    wide.addEventListener('change', follow);
    return () => wide.removeEventListener('change', follow);
  }, []);
  return isWide;
}
