import type { ServedFeed } from '../fakes/feed-server.ts';
import { escapeXml } from '../fakes/opml.ts';
import { BLOGS } from './blogs.ts';
import type { DemoPost } from './demo-post.ts';
import { picture, TONE } from './pictures.ts';
import { PLANETS } from './planets.ts';
import { readBlog } from './read-blog.ts';
import { siteIcon } from './site-icons.ts';
import { CONTENT_TYPES, writeFeed } from './write-feed.ts';

const PLANET_DAYS = 21;
const DAY = 86_400_000;

/** Three planets and the blogs they carry, dated from `start` on. `siteUrlOf` gives a host's address, no slash at its end. */
export function demoFeeds(
  siteUrlOf: (name: string) => string,
  start: Date,
  now = () => new Date(),
): ServedFeed[] {
  const postsOf = (name: string): DemoPost[] => {
    const blog = BLOGS.find((each) => each.name === name);
    return blog ? readBlog(blog, siteUrlOf(name), start, now()) : [];
  };

  const blogs = BLOGS.map((blog) => ({
    ...serve(blog, () => postsOf(blog.name), `Blogs/${blog.folder}`),
    ...(blog.unlisted && { unlisted: blog.unlisted }),
  }));
  const planets = PLANETS.map((planet) => {
    const posts = () =>
      Object.entries(planet.carries)
        .flatMap(([name, change]) => postsOf(name).map(change))
        .filter((post) => start.getTime() - post.at.getTime() < PLANET_DAYS * DAY)
        .filter((post) => post.at <= start)
        .sort((a, b) => b.at.getTime() - a.at.getTime());
    return serve(planet, posts, 'Planets');
  });
  return [...planets, ...blogs];

  function serve(
    about: Pick<(typeof PLANETS)[number], 'name' | 'title' | 'about' | 'format'>,
    posts: () => DemoPost[],
    folder: string,
  ): ServedFeed {
    const siteUrl = siteUrlOf(about.name);
    return {
      name: about.name,
      title: about.title,
      folder,
      contentType: CONTENT_TYPES[about.format],
      bytes: () =>
        writeFeed({ ...about, siteUrl, feedUrl: `${siteUrl}/feed.xml`, posts: posts() }, about.format),
      page: (path) => {
        if (path === '/') return { contentType: 'text/html; charset=utf-8', body: sitePage(about) };
        if (path === '/icon.svg') return { contentType: 'image/svg+xml', body: siteIcon(about.name) };
        const image = path.match(/^\/images\/(\w+)\.svg$/)?.[1];
        const drawing = image && picture(image);
        if (drawing) return { contentType: 'image/svg+xml', body: drawing };
        if (path.startsWith('/audio/')) return { contentType: 'audio/wav', body: TONE };
        const post = posts().find(({ link }) => link === siteUrl + path);
        return post && { contentType: 'text/html; charset=utf-8', body: postPage(post) };
      },
    };
  }
}

/** What a visitor of the site sees; it names the site's icon. */
function sitePage({ title, about }: { title: string; about: string }): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeXml(title)}</title>
<link rel="alternate" href="/feed.xml"><link rel="icon" type="image/svg+xml" sizes="any" href="/icon.svg">
<h1>${escapeXml(title)}</h1><p>${escapeXml(about)}</p></html>`;
}

function postPage({ title = 'A note', author, html }: DemoPost): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeXml(title)}</title>
<style>body{font:1.1rem/1.6 Georgia,serif;max-width:40rem;margin:3rem auto;padding:0 1rem}pre{overflow:auto}</style>
<link rel="alternate" href="/feed.xml"><h1>${escapeXml(title)}</h1><p>${escapeXml(author ?? '')}</p>${html}</html>`;
}
