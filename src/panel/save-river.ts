import type { Scope } from '../storage/lists.ts';
import { newestWholePosts, type WholePost } from '../storage/newest-posts.ts';
import type { PicturesWish } from './reading/hold-pictures.ts';
import { saveFile } from './save-file.ts';
import { foldersById } from './state/library.ts';
import { reckon, settings } from './state/settings.ts';
import { exactTime } from './times.ts';
import { locale, word } from './words.ts';

/** As many posts as planets keep on their page, and some more. */
const mostPosts = 200;

/** Saves the river, or a folder's, as a page or as a feed. */
export async function saveRiver(
  scope: Extract<Scope, { kind: 'all' | 'folder' }>,
  as: 'page' | 'atom',
): Promise<void> {
  const now = Date.now();
  const folder = scope.kind === 'folder' ? foldersById.value.get(scope.folderId)?.title : undefined;
  const title = folder ?? word('river');
  const posts = await newestWholePosts(scope, reckon.value.days, mostPosts);
  const { sanitize } = await import('./sanitize.ts');
  const draw = ({ post, feed, html }: WholePost) =>
    sanitize(html, post.id, post.link, heldInFile(feed.pictures ?? settings.value.pictures));
  if (as === 'atom') {
    const { writePlanetAtom } = await import('./planet-atom.ts');
    return saveFile('planet.atom', 'application/atom+xml', writePlanetAtom(posts, title, now, draw));
  }
  const { writePlanetPage } = await import('./planet-page.ts');
  const words = {
    title,
    language: document.documentElement.lang,
    direction: document.documentElement.dir === 'rtl' ? ('rtl' as const) : ('ltr' as const),
    untitled: word('untitled'),
    foot: word('pageMadeWith', { when: exactTime(now, { ...reckon.value, locale: locale.value }) }),
  };
  saveFile('planet.html', 'text/html', writePlanetPage(posts, words, reckon.value, now, draw));
}

/** A file has no button that could bring the pictures: it links to them. */
function heldInFile(pictures: PicturesWish): PicturesWish {
  return pictures === 'load' ? 'load' : 'never';
}
