/** A post of the demo, ready to be written in any format. */
export interface DemoPost {
  id: string;
  link: string;
  at: Date;
  /** The feed gives the day only. */
  dateOnly?: boolean;
  /** Set when the text was changed after it was published. */
  updatedAt?: Date;
  title?: string;
  author?: string;
  tags: string[];
  html: string;
  audio?: { url: string; bytes: number; duration: string };
}

export type DemoFormat = 'rss' | 'rdf' | 'atom' | 'json';

/** A feed of the demo as its writer gets it. */
export interface DemoFeed {
  name: string;
  title: string;
  about: string;
  siteUrl: string;
  feedUrl: string;
  posts: DemoPost[];
}

/** What a blog says of itself; its posts stand in blogs/NAME.html. */
export interface DemoBlog {
  name: string;
  title: string;
  about: string;
  /** Absent where posts carry no author. */
  author?: string;
  format: DemoFormat;
  folder: string;
  /** Read through planets only: it is not in the subscription list. */
  unlisted?: true;
}
