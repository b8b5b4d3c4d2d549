import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/wide.css';
import './styles/sheets.css';
import './styles/list.css';
import './styles/lines.css';
import './styles/post.css';
import './styles/post-title.css';
import './styles/post-open.css';
import './styles/body.css';
import './styles/pages.css';
import './styles/settings-page.css';
import './styles/welcome.css';
import './styles/forced-colours.css';
import { followAskedPost } from './asked-post.ts';
import { listenToKeys, runOnceListed } from './commands.ts';
import { guardDoubleClicks } from './double-click.ts';
import { open } from './opening.tsx';
import { keepScroll } from './place.ts';
import { onCommandRequested, onViewRequested } from './requested.ts';
import { startClock } from './state/clock.ts';
import { keepList } from './state/listing.ts';
import { sayFailure } from './state/notice.ts';
import { followNetwork } from './state/online.ts';
import { followHash, hrefOf, route } from './state/route.ts';
import { followSettings } from './state/settings.ts';

// A button's work that fails must not fail in silence; the error still reaches the console.
addEventListener('unhandledrejection', (event) => sayFailure(event.reason));

const { words } = await followSettings();
followHash(() => {
  keepList();
  keepScroll(hrefOf(route.value));
});
followNetwork();
startClock();
followAskedPost();
listenToKeys();
guardDoubleClicks();
onViewRequested((hash) => {
  location.hash = hash;
});

const app = document.getElementById('app');
// Not awaited: what is loaded for the first paint (a search, texts) is a module that waits for this one to end.
if (app !== null) void open(app, words).then(() => onCommandRequested((command) => runOnceListed(command)));
