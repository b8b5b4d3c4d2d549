/**
 * The words of the core. `Parsed…` is what came over the wire, already plain: text is text, HTML is HTML, links are
 * absolute, instants are epoch milliseconds in UTC. Nothing here is trusted as safe HTML: that is the panel's sanitizer.
 */

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'cdf' | 'json';

/** A file that goes with a post: a podcast's audio, an image, a download. */
export interface ParsedEnclosure {
  url: string;
  /** MIME type as written, lower case. */
  type?: string;
  bytes?: number;
  title?: string;
  durationSeconds?: number;
}

/** Somebody who wrote; at least one of name and email is there. */
export interface ParsedPerson {
  name?: string;
  email?: string;
  url?: string;
  /** JSON Feed's avatar. */
  imageUrl?: string;
}

export interface ParsedPost {
  /** atom:id, guid, rdf:about, JSON id: as written, trimmed. */
  guid?: string;
  /** The page of the post, absolute (http, https, mailto and the like; never javascript: or data:). */
  link?: string;
  /** Plain text on one line, entities decoded; absent when the feed gives none. */
  title?: string;
  /** The title as HTML, where it has markup ("<code>map</code> explained"). */
  titleHtml?: string;
  /** Names, plain text, joined by ", "; an address stands in where there is no name. */
  author?: string;
  /** The same people, apart; absent when there are none. */
  authors?: ParsedPerson[];
  /** The fullest HTML of the post, its links absolute; absent when there is none. */
  body?: string;
  /** The short HTML beside a fuller body; absent when it is the body. */
  summary?: string;
  /** When it first appeared; absent when the feed only says when it was last changed. */
  publishedAt?: number;
  updatedAt?: number;
  /** The date was written without a time of day: publishedAt is 00:00 GMT. */
  dateOnly?: true;
  /** Categories as written, trimmed, none twice. */
  tags: string[];
  enclosures: ParsedEnclosure[];
  /** A picture that stands for the post (media:thumbnail, JSON image). */
  imageUrl?: string;
  /** JSON Feed's banner_image, beside an image. */
  bannerUrl?: string;
  commentsUrl?: string;
  /** The page a link post is about, when it is not the post's own (JSON external_url). */
  externalUrl?: string;
  /** Where a planet took it from: atom:source or RSS source. */
  source?: { title?: string; url?: string };
  /** BCP 47, as written. */
  lang?: string;
}

/** One thing that was wrong and was mended; `where` says where it was first seen ("line 12", "post 3"). */
export interface Repair {
  what:
    | 'text-before-root'
    | 'unknown-entity'
    | 'undeclared-prefix'
    | 'control-characters'
    | 'unclosed-tags'
    | 'bare-markup'
    | 'truncated'
    | 'second-root'
    | 'wrong-content-type'
    | 'inside-web-page'
    | 'wrong-charset'
    | 'garbled-text'
    | 'too-many-posts'
    | 'too-long-text'
    | 'too-deep';
  where?: string;
}

/** What the publisher asks of readers about how often to come; never used as a date of posts. */
export interface ParsedPace {
  ttlMinutes?: number;
  /** sy:updatePeriod over sy:updateFrequency, in minutes. */
  updateEveryMinutes?: number;
  /** Hours of the day, GMT, 0 to 23. */
  skipHours?: number[];
  /** Days of the week, 0 is Sunday. */
  skipDays?: number[];
}

export interface ParsedFeed {
  format: FeedFormat;
  /** atom:id or rdf:about of the feed, as written. */
  guid?: string;
  /** Plain text on one line. */
  title?: string;
  titleHtml?: string;
  /** The site the feed belongs to, absolute. */
  siteUrl?: string;
  /** The address the feed gives for itself (atom:link rel=self, feed_url). */
  selfUrl?: string;
  /** Where an Atom or JSON hub would push (WebSub). */
  hubUrl?: string;
  /** Plain text on one line. */
  description?: string;
  descriptionHtml?: string;
  /** The copyright line, HTML. */
  rights?: string;
  author?: string;
  authors?: ParsedPerson[];
  /** The feed's own categories, none twice. */
  tags?: string[];
  /** When the publisher says the feed was made or last changed; never used to decide whether to look. */
  publishedAt?: number;
  updatedAt?: number;
  imageUrl?: string;
  /** JSON Feed: a small picture beside the icon, where older posts stand, what a person who opens the file should know. */
  faviconUrl?: string;
  nextUrl?: string;
  comment?: string;
  /** The publisher says that no post will come any more (JSON Feed's expired). */
  expired?: true;
  lang?: string;
  /** It gathers the posts of other sites. */
  planet?: true;
  pace: ParsedPace;
  /** In document order: the first is the feed's newest, as nearly all feeds have it. */
  posts: ParsedPost[];
  repairs: Repair[];
}

/** What is known about some bytes beside the bytes. */
export interface WireFacts {
  /** The address after redirects: relative links start here. */
  url: string;
  contentType?: string;
  contentLocation?: string;
}

/** Why a document gave no feed. */
export type NoFeedReason =
  | 'empty'
  | 'web-page'
  | 'login-page'
  | 'error-page'
  | 'json-no-feed'
  | 'opml'
  | 'xml-no-feed'
  | 'binary'
  | 'too-large'
  | 'plain-text';

/** What a document turned out to be. A web page keeps its text, so that feeds can be discovered in it. */
export type ReadResult =
  | { kind: 'feed'; feed: ParsedFeed; encoding: string }
  | { kind: 'none'; reason: NoFeedReason; html?: string; encoding: string };
