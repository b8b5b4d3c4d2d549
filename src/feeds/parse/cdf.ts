import { parseDate } from '../dates.ts';
import type { ParsedFeed, ParsedPost } from '../model.ts';
import { resolveLink } from '../urls.ts';
import { readHtml } from './constructs.ts';
import { readHead } from './head.ts';
import { isSubstantial, readPost } from './post.ts';
import { allOf, attribute, groupByKey } from './query.ts';
import type { Repairs } from './repairs.ts';
import type { XmlDocument, XmlNode } from './tree.ts';

/** Microsoft's Channel Definition Format: https://www.w3.org/TR/NOTE-CDFsubmit.html */
export function readCdf(document: XmlDocument, repairs: Repairs): ParsedFeed {
  const { root } = document;
  const feed = readHead(root, 'cdf', repairs);
  const abstract = abstractOf(root, repairs);
  if (abstract !== undefined) feed.description = abstract;
  const link = linkOf(root);
  if (link !== undefined) feed.siteUrl = link;
  const changed = parseDate(attribute(root, 'lastmod') ?? '');
  if (changed !== undefined) feed.updatedAt = changed.at;
  feed.posts = document.items.map((item) => readCdfPost(item, repairs)).filter(isSubstantial);
  return feed;
}

function readCdfPost(item: XmlNode, repairs: Repairs): ParsedPost {
  const post = readPost(item, repairs);
  const link = linkOf(item);
  if (link !== undefined) post.link = link;
  const abstract = abstractOf(item, repairs);
  if (abstract !== undefined) post.body = abstract;
  const changed = parseDate(attribute(item, 'lastmod') ?? '');
  if (changed !== undefined) post.updatedAt = changed.at;
  return post;
}

function linkOf(node: XmlNode): string | undefined {
  const anchor = allOf(groupByKey(node), 'a')[0];
  return resolveLink(attribute(node, 'href') ?? attribute(anchor ?? node, 'href') ?? '', node.base);
}

function abstractOf(node: XmlNode, repairs: Repairs): string | undefined {
  const abstract = allOf(groupByKey(node), 'abstract')[0];
  return abstract === undefined ? undefined : readHtml(abstract, repairs) || undefined;
}
