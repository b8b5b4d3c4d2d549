import { updateBadge } from '../badge.ts';
import { browser, isFirefox, notifications } from '../browser.ts';
import { requestView } from '../messages.ts';
import { markRead } from '../storage/mark-read.ts';
import { freshNews, type News, newestTold, noteGone, noteTold, toldStories } from '../storage/notices.ts';
import { currentFocus } from '../storage/settings.ts';
import { noticeId } from './notice-clicks.ts';
import { loadNoticeWords } from './notice-words.ts';

const panelPath = 'src/panel/index.html';

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
export async function showNews(isPanelOpen: boolean): Promise<void> {
  const route = await routeToNews();
  if (isPanelOpen) await requestView(route);
  else await browser.tabs.create({ url: browser.runtime.getURL(`${panelPath}${route}`) });
  await notifications()?.clear(noticeId);
  await noteGone();
}

async function routeToNews(): Promise<string> {
  const post = await newestTold();
  return post === undefined ? '#/river' : `#/feed/${post.feedId}?post=${post.id}`;
}

/** Marks read what was told of. */
export async function markNewsRead(): Promise<void> {
  await markRead(await toldStories(), Date.now());
  await noteGone();
  await notifications()?.clear(noticeId);
  await updateBadge();
}
