import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/wide.css';
import './styles/sheets.css';
import './styles/list.css';
import './styles/lines.css';
import './styles/post.css';
import './styles/post-open.css';
import './styles/body.css';
import './styles/pages.css';
import './styles/welcome.css';
import './styles/forced-colours.css';
import { render } from 'preact';
import { onCommandRequested, onViewRequested } from '../messages.ts';
import { App } from './App.tsx';
import { listenToKeys, runOnceListed } from './commands.ts';
import { keepScroll } from './place.ts';
import { startClock } from './state/clock.ts';
import { followMarks, followOpen } from './state/follow-listed.ts';
import { keepList } from './state/listing.ts';
import { sayFailure } from './state/notice.ts';
import { followNetwork } from './state/online.ts';
import { followHash, hrefOf, route } from './state/route.ts';
import { followSettings } from './state/settings.ts';

await followSettings();
followHash(() => {
  keepList();
  keepScroll(hrefOf(route.value));
});
followMarks();
followOpen();
followNetwork();
startClock();
listenToKeys();
onViewRequested((hash) => {
  location.hash = hash;
});

void onCommandRequested((command) => runOnceListed(command));

// A button's work that fails must not fail in silence; the error still reaches the console.
addEventListener('unhandledrejection', (event) => sayFailure(event.reason));

const app = document.getElementById('app');
if (app !== null) render(<App />, app);
