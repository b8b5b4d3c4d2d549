/**
 * The reference: what a reader has done and what feeds brought, in plain Maps and Sets. It knows nothing of the storage.
 * What came stays as a fact; what a person did stays as a deed. Marks are told by doing all deeds again but those taken
 * back: no counters, no inverses, no indexes that could be wrong.
 */
import type { IdentifiedPost } from '../../../src/feeds/identify.ts';
import { type Keeping, mayGo } from '../../../src/feeds/retain.ts';
import { tagKey } from '../../../src/feeds/tag-key.ts';

export interface Feed {
  id: number;
  url: string;
  tags: string[];
  planet: boolean;
  /** Of what its first document brings, so many are unread; undefined is all. */
  firstUnread: number | undefined;
  isChecked: boolean;
}

export interface Post {
  id: number;
  feedId: number;
  key: string;
  joinKeys: string[];
  fingerprint: string;
  storyId: number;
  at: number;
  seenAt: number;
  title: string;
  body: string;
  tags: string[];
}

type Effect =
  | { do: 'read' | 'unread'; stories: number[] }
  | { do: 'star' | 'unstar'; story: number }
  | { do: 'tag' | 'untag'; story: number; tag: string }
  | { do: 'join'; feed: number; folder: number }
  | { do: 'leave'; feed: number }
  | { do: 'mute' | 'unmute'; feed: number }
  | { do: 'move'; feed: number; folder: number }
  | { do: 'folder'; id: number; title: string; parent: number }
  | { do: 'unfolder'; id: number };

/** `isAction`: it can be taken back. `isSingle`: one post read, of which a run is one step of undo. */
interface Deed {
  effects: Effect[];
  isAction: boolean;
  isSingle: boolean;
  isUndone: boolean;
}

export type Scope = { feedId: number } | { folderId: number } | { tag: string } | 'all' | 'starred';
export type Outline = { url: string; tags: string[] } | { folder: string; children: Outline[] };

const undoSteps = 50;

export class Reference {
  feeds = new Map<number, Feed>();
  posts = new Map<number, Post>();
  dropped = new Set<string>();
  views = new Map<number, number>();
  deeds: Deed[] = [];
  /** The feeds that are subscribed. */
  joined = new Set<number>();
  ids = { feed: 0, folder: 0, post: 0 };

  clone(): Reference {
    return Object.assign(new Reference(), structuredClone({ ...this }));
  }

  /** What all deeds come to that were not taken back. */
  marks() {
    const unread = new Set<number>();
    const starred = new Set<number>();
    const tagged = new Map<number, Set<string>>();
    const untagged = new Map<number, Set<string>>();
    const muted = new Set<number>();
    const folderOf = new Map<number, number>();
    const folders = new Map<number, { title: string; parent: number }>();
    const put = (map: Map<number, Set<string>>, story: number, tag: string) =>
      map.set(story, new Set([...(map.get(story) ?? []), tag]));
    for (const { effects, isUndone } of this.deeds)
      for (const effect of effects) {
        if (isUndone) continue;
        if (effect.do === 'read') for (const story of effect.stories) unread.delete(story);
        if (effect.do === 'unread') for (const story of effect.stories) unread.add(story);
        if (effect.do === 'star') starred.add(effect.story);
        if (effect.do === 'unstar') starred.delete(effect.story);
        if (effect.do === 'tag')
          untagged.get(put(tagged, effect.story, effect.tag) && effect.story)?.delete(effect.tag);
        if (effect.do === 'untag')
          tagged.get(put(untagged, effect.story, effect.tag) && effect.story)?.delete(effect.tag);
        if (effect.do === 'mute') muted.add(effect.feed);
        if (effect.do === 'unmute') muted.delete(effect.feed);
        if (effect.do === 'join' || effect.do === 'move') folderOf.set(effect.feed, effect.folder);
        if (effect.do === 'folder') folders.set(effect.id, effect);
        if (effect.do === 'unfolder') {
          const around = folders.get(effect.id)?.parent ?? 0;
          const parent = folders.has(around) ? around : 0;
          for (const [feed, folder] of folderOf) if (folder === effect.id) folderOf.set(feed, parent);
          for (const [id, inner] of folders)
            if (inner.parent === effect.id) folders.set(id, { ...inner, parent });
          folders.delete(effect.id);
        }
      }
    return { unread, starred, tagged, untagged, muted, joined: new Set(this.joined), folderOf, folders };
  }

  /** What feeds bring: posts with a key that is new, unless it was dropped; known ones change their words. */
  check(feedId: number, incoming: IdentifiedPost[], now: number): void {
    const feed = this.feeds.get(feedId) as Feed;
    const { joined } = this.marks();
    const own = new Map(
      [...this.posts.values()].filter((post) => post.feedId === feedId).map((post) => [post.key, post]),
    );
    const others = [...this.posts.values()].filter(
      (post) => post.feedId !== feedId && joined.has(post.feedId),
    );
    const fresh = incoming.filter(({ key }) => !own.has(key) && !this.dropped.has(`${feedId} ${key}`));
    const shownAt = ({ post }: IdentifiedPost) => Math.min(post.publishedAt ?? now, now);
    const byTime = [...fresh].sort((a, b) => shownAt(b) - shownAt(a));
    const unread = new Set(feed.isChecked ? fresh : byTime.slice(0, feed.firstUnread ?? fresh.length));
    const stories: number[] = [];
    for (const each of [...fresh].reverse()) {
      const id = ++this.ids.post;
      const partner = others.find((post) =>
        post.joinKeys.some((key) => !key.startsWith('t:') && each.joinKeys.includes(key)),
      );
      const at = shownAt(each);
      this.posts.set(id, {
        id,
        feedId,
        storyId: partner?.storyId ?? id,
        at,
        seenAt: now,
        ...wordsOf(each, feed),
      });
      if (partner === undefined && unread.has(each)) stories.push(id);
    }
    for (const each of incoming) {
      const known = own.get(each.key);
      if (known !== undefined && known.fingerprint !== each.fingerprint)
        Object.assign(known, wordsOf(each, feed));
    }
    this.happen([{ do: 'unread', stories }]);
    feed.isChecked = true;
  }

  /** Drops old posts for good. What nobody carries any more has no marks. */
  sweep(feedId: number, keeping: Keeping, now: number): void {
    const { joined, unread, starred, tagged } = this.marks();
    // One that was left meanwhile is not cleared: its undo brings all of it back.
    if (!joined.has(feedId)) return;
    const own = [...this.posts.values()]
      .filter((post) => post.feedId === feedId)
      .sort((a, b) => a.at - b.at || a.id - b.id);
    for (const [i, { id, key, at, seenAt, storyId }] of own.entries()) {
      const isMarked = starred.has(storyId) || (tagged.get(storyId)?.size ?? 0) > 0;
      const old = { at, seenAt, newer: own.length - i - 1, isUnread: unread.has(storyId), isMarked };
      if (!mayGo(old, keeping, now)) continue;
      this.posts.delete(id);
      this.dropped.add(`${feedId} ${key}`);
    }
  }

  /** Subscribes to what is not subscribed yet, in these folders. Answers whether that was anything. */
  subscribe(outlines: Outline[], folder: number, firstUnread?: number): boolean {
    const effects: Effect[] = [];
    const known = this.marks();
    const put = (outline: Outline, parent: number): void => {
      if ('folder' in outline) {
        const id = this.folderIn(known.folders, outline.folder, parent, effects);
        for (const child of outline.children) put(child, id);
        return;
      }
      const { url, tags } = outline;
      const feed = [...this.feeds.values()].find((each) => each.url === url);
      if (feed !== undefined && known.joined.has(feed.id)) return;
      const id = feed?.id ?? ++this.ids.feed;
      if (feed !== undefined) feed.tags = tags;
      else
        this.feeds.set(id, { id, url, tags, firstUnread, planet: url.includes('planet'), isChecked: false });
      known.joined.add(id);
      // It comes back as if it had not been left: its leaving cannot be taken back any more.
      for (const deed of this.deeds)
        deed.effects = deed.effects.filter((each) => !(each.do === 'leave' && each.feed === id));
      this.deeds = this.deeds.filter(({ effects }) => effects.length > 0);
      effects.push({ do: 'join', feed: id, folder: parent });
    };
    // What was meant for a folder that is gone stands at the top.
    for (const outline of outlines) put(outline, known.folders.has(folder) ? folder : 0);
    if (effects.length > 0) this.act(effects);
    return effects.some((effect) => effect.do === 'join');
  }

  addFolder(title: string, within: number): void {
    const effects: Effect[] = [];
    const { folders } = this.marks();
    this.folderIn(folders, title, folders.has(within) ? within : 0, effects);
    if (effects.length > 0) this.act(effects);
  }

  private folderIn(
    folders: Map<number, { title: string; parent: number }>,
    title: string,
    parent: number,
    effects: Effect[],
  ): number {
    const known = [...folders].find(
      ([, each]) => each.title === title && (folders.has(each.parent) ? each.parent : 0) === parent,
    );
    if (known !== undefined) return known[0];
    const id = ++this.ids.folder;
    folders.set(id, { title, parent });
    effects.push({ do: 'folder', id, title, parent });
    return id;
  }

  /** A person did this: it can be taken back, what was taken back before cannot be done again. */
  act(effects: Effect[], isSingle = false): void {
    this.follow(effects, true);
    const forgotten = this.deeds.filter((deed) => deed.isUndone);
    this.deeds = this.deeds.filter((deed) => !deed.isUndone);
    this.deeds.push({ effects, isAction: true, isSingle, isUndone: false });
    let steps = 0;
    let later: Deed | undefined;
    for (const deed of this.deeds.filter((deed) => deed.isAction).reverse()) {
      if (!(deed.isSingle && later?.isSingle)) steps++;
      later = deed;
      if (steps <= undoSteps) continue;
      deed.isAction = false;
      forgotten.push(deed);
    }
    // Nothing can bring these feeds back any more.
    for (const { effects, isUndone } of forgotten)
      for (const effect of effects)
        if (effect.do === (isUndone ? 'join' : 'leave') && !this.joined.has(effect.feed))
          this.forgetFeed(effect.feed);
  }

  /** A feed is subscribed or not as the last thing said that was done or taken back. */
  private follow(effects: Effect[], isDone: boolean): void {
    for (const effect of effects) {
      if (effect.do === 'join') this.joined[isDone ? 'add' : 'delete'](effect.feed);
      if (effect.do === 'leave') this.joined[isDone ? 'delete' : 'add'](effect.feed);
    }
  }

  private happen(effects: Effect[]): void {
    if (effects.length > 0) this.deeds.push({ effects, isAction: false, isSingle: false, isUndone: false });
  }

  private forgetFeed(feedId: number): void {
    this.feeds.delete(feedId);
    for (const { id } of [...this.posts.values()].filter((post) => post.feedId === feedId))
      this.posts.delete(id);
    for (const key of this.dropped) if (key.startsWith(`${feedId} `)) this.dropped.delete(key);
  }

  undo(): void {
    const deed = this.deeds.findLast(({ isAction, isUndone }) => isAction && !isUndone);
    if (deed === undefined) return;
    deed.isUndone = true;
    this.follow(deed.effects, false);
  }

  redo(): void {
    const deed = this.deeds.find(({ isUndone }) => isUndone);
    if (deed === undefined) return;
    deed.isUndone = false;
    this.follow(deed.effects, true);
  }
}

function wordsOf({ post, key, joinKeys, fingerprint }: IdentifiedPost, feed: Feed) {
  const tags = [...new Set([...post.tags, ...feed.tags].map(tagKey))];
  return { key, joinKeys, fingerprint, title: post.title ?? '', body: post.body ?? '', tags };
}
