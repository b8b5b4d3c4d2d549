import Dexie from 'dexie';
import type { Credential } from '../feeds/credential.ts';
import { splitAddress } from '../feeds/credential-texts.ts';
import type { OpmlFeed, OpmlOutline } from '../feeds/opml.ts';
import { isWebLink } from '../feeds/urls.ts';
import { credentialFor, loadCredentials } from './credentials.ts';
import { db } from './database.ts';
import { titleOf } from './feed-rows.ts';
import { listFeeds } from './feeds.ts';
import { listFolders, putFolder } from './folders.ts';
import { actionTables, recordAction } from './record.ts';
import { readCredential, saveCredential } from './save-credential.ts';
import type { FeedRow, FirstUnread, FolderRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import { type PutFeed, putFeed } from './subscriptions.ts';

/** Where a login stands in a list that was written with logins. */
const loginAttribute = 'siderealLogin';

export interface ImportResult {
  added: number;
  already: number;
  folders: number;
}

/**
 * Subscribes to all feeds of a list, in its folders, in one transaction and as one action: all of it or nothing, and
 * one undo takes it back. Run twice it adds nothing the second time.
 */
export async function importSubscriptions(
  outlines: OpmlOutline[],
  firstUnread: FirstUnread | undefined,
  now: number,
): Promise<ImportResult> {
  // Names and passwords in addresses go where no list and no backup looks.
  const given: { feedId: number; url: string; credential: Credential }[] = [];
  return db.transaction('rw', actionTables, async () => {
    const added: number[] = [];
    const folders: number[] = [];
    let firstFolder = '';
    const cameFrom: PutFeed['cameFrom'] = [];
    let already = 0;
    let revived = 0;
    // In the file's order, so that of a feed that stands in it twice the first place counts. What is still to come lies
    // on a stack instead of recursion: a file may nest as deep as it likes.
    const ahead = outlines.map((outline) => ({ outline, folderId: 0 })).reverse();
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      const { outline, folderId } = next;
      if (outline.kind === 'folder') {
        const { id, isNew } = await putFolder(outline.title, folderId);
        if (isNew && folders.push(id) === 1) firstFolder = outline.title;
        ahead.push(...outline.children.map((child) => ({ outline: child, folderId: id })).reverse());
        continue;
      }
      const { url, credential } = loginOf(outline);
      const feed = { ...newFeed(outline), url, folderId, ...(firstUnread && { firstUnread }) };
      const result = await putFeed(feed, now);
      if (credential !== undefined) given.push({ feedId: result.feedId, url, credential });
      if (result.already) already++;
      else if (result.wasArchived) revived++;
      else added.push(result.feedId);
      cameFrom.push(...result.cameFrom);
    }
    const inverses: Inverse[] = [
      { do: 'folders', put: [], remove: folders, feeds: cameFrom },
      { do: 'leave', feedIds: added },
    ];
    if (added.length > 0) await recordAction({ kind: 'import', count: added.length, inverses }, now);
    else if (folders.length > 0)
      await recordAction({ kind: 'add-folder', count: folders.length, name: firstFolder, inverses }, now);
    // Before the feeds are there: cut off in between, a login without a feed harms nobody, for it is bound to its origin.
    if (given.length > 0) await Dexie.waitFor(saveAll(given));
    return { added: added.length + revived, already, folders: folders.length };
  });
}

async function saveAll(given: { feedId: number; url: string; credential: Credential }[]): Promise<void> {
  for (const { feedId, url, credential } of given) await saveCredential(feedId, url, credential);
}

/** The login of an outline: in an attribute of ours, or in its address, as other readers write it. */
function loginOf({ xmlUrl, attributes = {} }: OpmlFeed): { url: string; credential?: Credential } {
  const { url, credential = readCredential(attributes[loginAttribute] ?? '') } = splitAddress(xmlUrl);
  return { url, ...(credential !== undefined && { credential }) };
}

/** No text of it keeps a login: other readers write whole addresses into titles and attributes too. */
function newFeed(outline: OpmlFeed) {
  const { [loginAttribute]: _login, ...attributes } = outline.attributes ?? {};
  const given = Object.entries(attributes).map(([name, value]) => [name, splitAddress(value).url]);
  const title = outline.title && splitAddress(outline.title).url;
  return {
    url: outline.xmlUrl,
    ...(title !== undefined && { title, customTitle: title }),
    ...(isWebLink(outline.htmlUrl) && { siteUrl: splitAddress(outline.htmlUrl).url }),
    ...(outline.tags !== undefined && { tags: outline.tags }),
    ...(given.length > 0 && { opmlAttributes: Object.fromEntries(given) }),
  };
}

/**
 * All subscriptions in their folders, ready for writeOpml; what an import brought along is among it. Logins are in it
 * only when the person asked for that.
 */
export async function exportSubscriptions(withLogins = false): Promise<OpmlOutline[]> {
  const logins = withLogins ? await loadCredentials() : {};
  const [feeds, folders] = await db.transaction('r', [db.feeds, db.folders], () =>
    Promise.all([listFeeds(), listFolders()]),
  );
  const known = new Set(folders.map((folder) => folder.id));
  const top: OpmlOutline[] = [];
  const childrenOf = new Map<number, OpmlOutline[]>([[0, top]]);
  for (const folder of folders) childrenOf.set(folder.id, []);
  const listOf = (id: number) => (known.has(id) ? childrenOf.get(id) : top) ?? top;
  for (const folder of folders) listOf(folder.parentId).push(outlineOfFolder(folder, listOf(folder.id)));
  for (const feed of feeds)
    listOf(feed.folderId).push(outlineOfFeed(feed, credentialFor(logins, feed.id, feed.url)));
  return top;
}

function outlineOfFolder(folder: FolderRow, children: OpmlOutline[]): OpmlOutline {
  return { kind: 'folder', title: folder.title, children };
}

function outlineOfFeed(feed: FeedRow, login: Credential | undefined): OpmlOutline {
  const attributes = {
    ...feed.opmlAttributes,
    ...(login !== undefined && { [loginAttribute]: JSON.stringify(login) }),
  };
  return {
    kind: 'feed',
    title: titleOf(feed),
    xmlUrl: feed.url,
    ...(feed.siteUrl !== undefined && { htmlUrl: feed.siteUrl }),
    ...(feed.tags.length > 0 && { tags: feed.tags }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}
