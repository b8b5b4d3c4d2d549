import type { ParsedFeed } from '../model.ts';
import { readHead } from './head.ts';
import { isSubstantial, readPost } from './post.ts';
import type { Repairs } from './repairs.ts';
import type { XmlDocument, XmlNode } from './tree.ts';

/**
 * RSS 0.9x, 2.0 and userland's, RSS 1.0 and 1.1 (RDF): https://www.rssboard.org/rss-specification,
 * https://web.resource.org/rss/1.0/spec. The tree has taken the posts out already, wherever they stood.
 */
export function readRss(document: XmlDocument, format: 'rss' | 'rdf', repairs: Repairs): ParsedFeed {
  const feed = readHead(channelOf(document.root), format, repairs);
  feed.posts = document.items.map((item) => readPost(item, repairs)).filter(isSubstantial);
  return feed;
}

/** The channel; what stands beside it in RDF (image, textinput) and is not in it is taken in. */
function channelOf(root: XmlNode): XmlNode {
  const inside = root.children.filter((child): child is XmlNode => typeof child !== 'string');
  const channel = inside.find((child) => child.key === 'channel');
  if (channel === undefined) return root;
  const beside = inside.filter((child) => child.key !== 'channel' && child.key !== 'textinput');
  return { ...channel, children: [...channel.children, ...beside] };
}
