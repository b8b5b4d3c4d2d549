/** One line of a subscription list. */
export interface OpmlFeed {
  title: string;
  url: string;
  /** Nested folders are joined by a slash. */
  folder?: string;
}

/** Text made safe for XML content and attributes. */
export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** An OPML 2.0 document; feeds without a folder stand at the top. */
export function renderOpml(feeds: OpmlFeed[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>Feeds</title></head>
<body>
${outlines(feeds)}</body>
</opml>
`;
}

function outlines(feeds: OpmlFeed[]): string {
  const here = feeds.filter((feed) => !feed.folder).map(line);
  const names = new Set(feeds.flatMap((feed) => (feed.folder ? [feed.folder.split('/')[0] ?? ''] : [])));
  const folders = [...names].map((name) => {
    const inside = feeds
      .filter((feed) => feed.folder?.split('/')[0] === name)
      .map((feed) => ({ ...feed, folder: feed.folder?.split('/').slice(1).join('/') ?? '' }));
    return `<outline text="${escapeXml(name)}">\n${outlines(inside)}</outline>\n`;
  });
  return [...here, ...folders].join('');
}

function line({ title, url }: OpmlFeed): string {
  const text = escapeXml(title);
  return `<outline type="rss" text="${text}" title="${text}" xmlUrl="${escapeXml(url)}"/>\n`;
}
