import { useLayoutEffect } from 'preact/hooks';
import { later } from './components/later.tsx';
import { Separator } from './components/Separator.tsx';
import { restoreScroll } from './place.ts';
import { feeds } from './state/library.ts';
import { isThreePane, isWide, limits, type Pane, resetWidth, resize, widths } from './state/panes.ts';
import { hrefOf, type Route, route, scopeOf } from './state/route.ts';
import { sheet } from './state/sheet.ts';
import { storeTrouble } from './state/store.ts';
import { FeedsView } from './views/FeedsView.tsx';
import { FeedView } from './views/FeedView.tsx';
import { FolderView } from './views/FolderView.tsx';
import { Foot } from './views/Foot.tsx';
import { RiverView } from './views/RiverView.tsx';
import { StarredView } from './views/StarredView.tsx';
import { TagView } from './views/TagView.tsx';
import { word } from './words.ts';

const AccountView = later(async () => (await import('./views/AccountView.tsx')).AccountView);
const AlertsView = later(async () => (await import('./views/AlertsView.tsx')).AlertsView);
const AddView = later(async () => (await import('./views/AddView.tsx')).AddView);
const BackupView = later(async () => (await import('./views/BackupView.tsx')).BackupView);
const FeedSheet = later(async () => (await import('./views/FeedSheet.tsx')).FeedSheet);
const FolderSheet = later(async () => (await import('./views/FolderSheet.tsx')).FolderSheet);
const HealthView = later(async () => (await import('./views/HealthView.tsx')).HealthView);
const ImportView = later(async () => (await import('./views/ImportView.tsx')).ImportView);
const KeysSheet = later(async () => (await import('./views/KeysSheet.tsx')).KeysSheet);
const MuteSheet = later(async () => (await import('./views/MuteSheet.tsx')).MuteSheet);
const Palette = later(async () => (await import('./views/Palette.tsx')).Palette);
const PostPane = later(async () => (await import('./views/PostPane.tsx')).PostPane);
const SearchView = later(async () => (await import('./views/SearchView.tsx')).SearchView);
const SavedView = later(async () => (await import('./views/SavedView.tsx')).SavedView);
const RulesView = later(async () => (await import('./views/RulesView.tsx')).RulesView);
const SettingsView = later(async () => (await import('./views/SettingsView.tsx')).SettingsView);
const StoreTroubleView = later(async () => (await import('./views/StoreTroubleView.tsx')).StoreTroubleView);
const TagsView = later(async () => (await import('./views/TagsView.tsx')).TagsView);
const ViewSheet = later(async () => (await import('./views/ViewSheet.tsx')).ViewSheet);
const WelcomeView = later(async () => (await import('./views/WelcomeView.tsx')).WelcomeView);

/** The page: one screen at a time; in a wide window the feeds stay beside it, in a wider one the open post too. */
export function App() {
  const at = route.value;
  const hasSide = isWide.value && at.view !== 'welcome' && feeds.value?.length !== 0;
  const shown: Route = hasSide && at.view === 'feeds' ? { view: 'river' } : at;
  const name = hrefOf(shown);
  // What a saved view lists is known once the views are.
  const hasList = shown.view === 'saved' || scopeOf(shown) !== undefined;
  useLayoutEffect(() => {
    if (!hasList) restoreScroll(name);
  }, [name]);
  const trouble = storeTrouble.value;
  if (trouble?.isAtStart) return <StoreTroubleView error={trouble.error} />;
  const hasPost = hasSide && isThreePane.value && hasList;
  return (
    <div
      class={`app ${hasSide ? 'with-side' : ''} ${hasPost ? 'with-post' : ''}`}
      data-view={at.view}
      style={{ '--feeds-width': `${widths.value.feeds}px`, '--list-width': `${widths.value.list}px` }}
    >
      {hasSide && (
        <aside class="side">
          <FeedsView isSide />
          <PaneSeparator pane="feeds" label={word('widthOfFeeds')} />
        </aside>
      )}
      <div class="content">
        <Screen at={shown} />
      </div>
      {hasPost && (
        <PostPane>
          <PaneSeparator pane="list" label={word('widthOfList')} />
        </PostPane>
      )}
      <Foot />
      <Sheets />
    </div>
  );
}

function PaneSeparator({ pane, label }: { pane: Pane; label: string }) {
  return (
    <Separator
      label={label}
      width={widths.value[pane]}
      limits={limits[pane]}
      onResize={(width) => resize(pane, width)}
      onReset={() => resetWidth(pane)}
    />
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
    case 'search':
      return <SearchView text={at.text} />;
    case 'saved':
      return <SavedView key={at.id} viewId={at.id} />;
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
    case 'health':
      return <HealthView />;
    case 'rules':
      return <RulesView />;
    case 'account':
      return <AccountView />;
    case 'backup':
      return <BackupView />;
    case 'alerts':
      return <AlertsView />;
    case 'welcome':
      return <WelcomeView />;
  }
}

function Sheets() {
  const shown = sheet.value;
  // The next one may have been asked for before the browser says that this one has closed.
  const close = () => {
    if (sheet.value === shown) sheet.value = undefined;
  };
  switch (shown?.kind) {
    case 'keys':
      return <KeysSheet onClose={close} />;
    case 'palette':
      return <Palette onClose={close} />;
    case 'feed':
      return <FeedSheet key={shown.feedId} feedId={shown.feedId} part={shown.part} onClose={close} />;
    case 'folder':
      return <FolderSheet key={shown.folderId} folderId={shown.folderId} onClose={close} />;
    case 'view':
      return <ViewSheet viewId={shown.viewId} text={shown.text} onClose={close} />;
    case 'mute':
      return <MuteSheet postId={shown.postId} onClose={close} />;
    case 'new-folder':
      return <FolderSheet onClose={close} />;
    default:
      return null;
  }
}
