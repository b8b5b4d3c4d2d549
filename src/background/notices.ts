import { updateBadge } from '../badge.ts';
import { browser, isFirefox, notifications, showPanel } from '../browser.ts';
import { requestView } from '../messages.ts';
import { markRead } from '../storage/mark-read.ts';
import { forgetTold, freshNews, type News, newestTold, noteTold, toldStories } from '../storage/notices.ts';
import { currentFocus } from '../storage/settings.ts';
import { loadNoticeWords } from './notice-words.ts';

/** One notification stands at a time: its next one sums both up. */
const noticeId = 'new-posts';
const panelPath = 'src/panel/index.html';

/** Listens to what a person does with a notification, once the browser lets us have any. May be called again. */
export function listenToNotices(): void {
  const api = notifications();
  api?.onClicked.addListener(onNoticeClicked);
  api?.onButtonClicked.addListener(onNoticeButton);
  api?.onClosed.addListener(onNoticeClosed);
}

/**
 * Tells of the posts that came and are wanted, all in one notification; nothing while focus holds: they wait until it
 * is over. Without the permission nothing is told, later neither.
 */
export async function tellOfNew(why: 'checked' | 'focus-is-over' = 'checked'): Promise<void> {
  if ((await currentFocus(Date.now())) !== undefined) return;
  const api = notifications();
  const stands = api !== undefined && noticeId in (await api.getAll());
  const news = await freshNews(stands);
  if (news === undefined) return;
  if (api !== undefined) {
    const words = await loadNoticeWords();
    const stem = why === 'focus-is-over' ? 'newsAfterFocus' : 'news';
    await api.create(noticeId, {
      type: 'basic',
      iconUrl: browser.runtime.getURL('icons/sidereal-128.png'),
      title: words.counted(stem, news.storyIds.length),
      message: news.first.map(lineOf).join('\n'),
      // Firefox throws on them.
      ...(!isFirefox && { buttons: [{ title: words.say('markRead') }] }),
    });
  }
  await noteTold(news.storyIds);
}

function lineOf({ post, feedName }: News): string {
  return `${feedName}: ${post.title ?? post.snippet}`;
}

/** Shows the newest of the posts told of: in the panel, or in a tab where the browser does not let it be opened. */
async function onNoticeClicked(id: string): Promise<void> {
  if (id !== noticeId) return;
  // First of all, while the click counts.
  const opening = showPanel(browser.windows.WINDOW_ID_CURRENT).then(
    () => true,
    () => false,
  );
  const route = await routeToNews();
  if (await opening) await requestView(route);
  else await browser.tabs.create({ url: browser.runtime.getURL(`${panelPath}${route}`) });
  await notifications()?.clear(noticeId);
  await forgetTold();
}

async function routeToNews(): Promise<string> {
  const post = await newestTold();
  return post === undefined ? '#/river' : `#/feed/${post.feedId}?post=${post.id}`;
}

async function onNoticeButton(id: string): Promise<void> {
  if (id !== noticeId) return;
  await markRead(await toldStories(), Date.now());
  await forgetTold();
  await notifications()?.clear(noticeId);
  await updateBadge();
}

async function onNoticeClosed(id: string): Promise<void> {
  if (id === noticeId) await forgetTold();
}
