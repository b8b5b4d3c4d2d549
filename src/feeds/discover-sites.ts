import type { Candidate } from './discover.ts';

/** Feeds that a site is known to have for a page of this address; `html` serves where the address does not say it. */
export function wellKnownFeeds(pageUrl: string, html: string): Candidate[] {
  let url: URL;
  try {
    url = new URL(pageUrl);
  } catch {
    return [];
  }
  const host = url.hostname.replace(/^(?:www|m|old|new)\./, '');
  const path = url.pathname.split('/').filter(Boolean);
  const site = SITES.find((one) => (typeof one.host === 'string' ? one.host === host : one.host.test(host)));
  const feeds = site?.feeds(path, url, html) ?? [];
  const engine = site === undefined ? engineFeeds(path, url, html) : [];
  return [...feeds, ...engine].map(
    ([address, title]): Candidate => ({ url: address, title, why: 'known-site' }),
  );
}

type Feed = [url: string, title: string];

interface Site {
  host: string | RegExp;
  feeds: (path: string[], url: URL, html: string) => Feed[];
}

const SITES: Site[] = [
  { host: 'youtube.com', feeds: youtube },
  {
    host: 'reddit.com',
    feeds: (path, url) => [
      [`https://www.reddit.com${trimmed(url.pathname)}/.rss`, `Reddit ${path.slice(0, 2).join('/')}`],
    ],
  },
  { host: 'github.com', feeds: github },
  { host: /^gitlab\./, feeds: gitlab },
  {
    host: 'medium.com',
    feeds: ([first, second], url) => {
      const name = first === 'tag' && second ? `tag/${second}` : first;
      return name === undefined ? [] : [[`${url.origin}/feed/${name}`, `Medium ${name}`]];
    },
  },
  { host: /\.medium\.com$/, feeds: (_, url) => [[`${url.origin}/feed`, 'Medium']] },
  { host: /\.wordpress\.com$/, feeds: (_, url) => [[`${url.origin}/feed/`, 'WordPress']] },
  { host: /\.substack\.com$/, feeds: (_, url) => [[`${url.origin}/feed`, 'Substack']] },
  {
    host: /^(?:.+\.)?(?:stackoverflow|stackexchange|superuser|serverfault|askubuntu|mathoverflow)\.(?:com|net)$/,
    feeds: stackExchange,
  },
  {
    host: 'pypi.org',
    feeds: ([kind, name]) =>
      kind === 'project' && name
        ? [[`https://pypi.org/rss/project/${name}/releases.xml`, `${name} releases`]]
        : [],
  },
  { host: 'npmjs.com', feeds: npm },
  {
    host: 'crates.io',
    feeds: ([kind, name]) =>
      kind === 'crates' && name
        ? [[`https://static.crates.io/rss/crates/${name}.xml`, `${name} releases`]]
        : [],
  },
  { host: 'news.ycombinator.com', feeds: hackerNews },
  { host: /^(?:export\.)?arxiv\.org$/, feeds: arxiv },
];

/** https://www.youtube.com/feeds/videos.xml: by channel_id or playlist_id; a handle's page names its channel. */
function youtube(path: string[], url: URL, html: string): Feed[] {
  const feed = 'https://www.youtube.com/feeds/videos.xml';
  const list = url.searchParams.get('list');
  if (list !== null && list !== '')
    return [[`${feed}?playlist_id=${encodeURIComponent(list)}`, 'YouTube playlist']];
  const [kind, id] = path;
  if (kind === 'channel' && id) return [[`${feed}?channel_id=${id}`, 'YouTube channel']];
  const inPage = /"(?:externalId|channelId|browseId)":"(UC[\w-]{22})"|\/channel\/(UC[\w-]{22})/.exec(html);
  const channel = inPage?.[1] ?? inPage?.[2];
  if (channel !== undefined) return [[`${feed}?channel_id=${channel}`, 'YouTube channel']];
  return kind === 'user' && id ? [[`${feed}?user=${id}`, 'YouTube user']] : [];
}

const NOT_GITHUB_USERS = new Set(
  'about features topics trending search settings marketplace explore login join orgs'.split(' '),
);

function github([owner, repo, section, ...rest]: string[]): Feed[] {
  if (owner === undefined || NOT_GITHUB_USERS.has(owner)) return [];
  if (repo === undefined) return [[`https://github.com/${owner}.atom`, `${owner} on GitHub`]];
  const base = `https://github.com/${owner}/${repo}`;
  const branch = (section === 'commits' || section === 'tree') && rest.length > 0 ? `/${rest.join('/')}` : '';
  const feeds: Feed[] = [
    [`${base}/releases.atom`, `${repo} releases`],
    [`${base}/commits${branch}.atom`, `${repo} commits`],
    [`${base}/tags.atom`, `${repo} tags`],
  ];
  return section === 'commits'
    ? feeds.sort((a, b) => Number(b[0].includes('/commits')) - Number(a[0].includes('/commits')))
    : feeds;
}

function gitlab(path: string[], url: URL): Feed[] {
  const end = path.indexOf('-');
  const project = (end < 0 ? path : path.slice(0, end)).join('/');
  if (project === '') return [];
  if (!project.includes('/')) return [[`${url.origin}/${project}.atom`, `${project} on GitLab`]];
  const base = `${url.origin}/${project}`;
  return [
    [`${base}/-/releases.atom`, `${project} releases`],
    [`${base}/-/tags?format=atom`, `${project} tags`],
    [`${base}.atom`, `${project} activity`],
  ];
}

function stackExchange([section, kind, tag]: string[], url: URL): Feed[] {
  if (section === 'tags' && kind) return [[`${url.origin}/feeds/tag/${kind}`, `Questions tagged ${kind}`]];
  if (section === 'questions' && kind === 'tagged' && tag)
    return [[`${url.origin}/feeds/tag/${tag}`, `Questions tagged ${tag}`]];
  if (section === 'questions' && kind && /^\d+$/.test(kind))
    return [[`${url.origin}/feeds/question/${kind}`, 'Answers']];
  if (section === 'users' && kind && /^\d+$/.test(kind))
    return [[`${url.origin}/feeds/user/${kind}`, 'User']];
  return [[`${url.origin}/feeds`, 'Newest questions']];
}

/** npm has no feeds; libraries.io keeps one for each package's releases. */
function npm([kind, ...name]: string[]): Feed[] {
  if (kind !== 'package' || name[0] === undefined) return [];
  const full = name[0].startsWith('@') ? name.slice(0, 2).join('/') : name[0];
  return [[`https://libraries.io/npm/${encodeURIComponent(full)}/versions.atom`, `${full} releases`]];
}

function hackerNews([page]: string[], url: URL): Feed[] {
  const user = url.searchParams.get('id');
  if (page === 'user' && user)
    return [[`https://hnrss.org/submitted?id=${encodeURIComponent(user)}`, `${user} on Hacker News`]];
  const pages: Record<string, string> = {
    newest: 'newest',
    ask: 'ask',
    show: 'show',
    jobs: 'jobs',
    best: 'best',
  };
  const special = pages[page ?? ''];
  const front: Feed = ['https://news.ycombinator.com/rss', 'Hacker News'];
  return special === undefined
    ? [front]
    : [[`https://hnrss.org/${special}`, `Hacker News: ${special}`], front];
}

/** A list names its category; the page of a paper has it as "Machine Learning (cs.LG)". */
function arxiv([kind, name]: string[], _url: URL, html: string): Feed[] {
  const isList = kind === 'list' || kind === 'archive';
  const category = isList ? name : /class="primary-subject">[^<(]*\(([\w.-]+)\)/.exec(html)?.[1];
  return category ? [[`https://rss.arxiv.org/rss/${category}`, `arXiv ${category}`]] : [];
}

/** Engines that run on anybody's own host, told by their pages or their addresses. */
function engineFeeds(path: string[], url: URL, html: string): Feed[] {
  const [first = ''] = path;
  const generator = /<meta[^>]+name=["']?generator["']?[^>]*content=["']([^"']*)/i.exec(html)?.[1] ?? '';
  const isMastodon = /mastodon/i.test(generator) || /<div[^>]+id=["']mastodon["']/i.test(html);
  if (/^@[\w.]+$/.test(first) && (isMastodon || html === '')) return [[`${url.origin}/${first}.rss`, first]];
  if (/wordpress/i.test(generator) || /\/wp-content\//.test(html))
    return [[`${url.origin}/feed/`, 'WordPress']];
  if (/substackcdn\.com/.test(html)) return [[`${url.origin}/feed`, 'Substack']];
  if (/ghost/i.test(generator)) return [[`${url.origin}/rss/`, 'Ghost']];
  if (/blogger/i.test(generator)) return [[`${url.origin}/feeds/posts/default`, 'Blogger']];
  return [];
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '').replace(/\/\.rss$/, '');
}
