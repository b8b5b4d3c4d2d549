import type { Word } from './words.ts';

/** Feeds to begin with, by topic: well known, long lived, open to all. */
export interface StarterTopic {
  word: Word;
  feeds: { title: string; url: string; siteUrl: string }[];
}

const feed = (title: string, siteUrl: string, url: string) => ({ title, siteUrl, url });

export const starterTopics: readonly StarterTopic[] = [
  {
    word: 'topicPython',
    feeds: [
      feed('Planet Python', 'https://planetpython.org/', 'https://planetpython.org/rss20.xml'),
      feed('Planet Twisted', 'https://planet.twisted.org/', 'https://planet.twisted.org/rss20.xml'),
      feed(
        'Django community blogs',
        'https://www.djangoproject.com/community/',
        'https://www.djangoproject.com/rss/community/blogs/',
      ),
      feed('Real Python', 'https://realpython.com/', 'https://realpython.com/atom.xml'),
    ],
  },
  {
    word: 'topicWeb',
    feeds: [
      feed(
        'MDN Blog',
        'https://developer.mozilla.org/en-US/blog/',
        'https://developer.mozilla.org/en-US/blog/rss.xml',
      ),
      feed('Mozilla Hacks', 'https://hacks.mozilla.org/', 'https://hacks.mozilla.org/feed/'),
      feed('V8', 'https://v8.dev/', 'https://v8.dev/blog.atom'),
      feed('Node.js', 'https://nodejs.org/', 'https://nodejs.org/en/feed/blog.xml'),
    ],
  },
  {
    word: 'topicLanguages',
    feeds: [
      feed('Rust Blog', 'https://blog.rust-lang.org/', 'https://blog.rust-lang.org/feed.xml'),
      feed('This Week in Rust', 'https://this-week-in-rust.org/', 'https://this-week-in-rust.org/rss.xml'),
      feed('The Go Blog', 'https://go.dev/blog/', 'https://go.dev/blog/feed.atom'),
      feed(
        'TypeScript',
        'https://devblogs.microsoft.com/typescript/',
        'https://devblogs.microsoft.com/typescript/feed/',
      ),
    ],
  },
  {
    word: 'topicSystems',
    feeds: [
      feed('LWN.net', 'https://lwn.net/', 'https://lwn.net/headlines/rss'),
      feed('Planet Debian', 'https://planet.debian.org/', 'https://planet.debian.org/rss20.xml'),
      feed('Planet PostgreSQL', 'https://planet.postgresql.org/', 'https://planet.postgresql.org/rss20.xml'),
    ],
  },
  {
    word: 'topicPeople',
    feeds: [
      feed('Simon Willison', 'https://simonwillison.net/', 'https://simonwillison.net/atom/everything/'),
      feed('Julia Evans', 'https://jvns.ca/', 'https://jvns.ca/atom.xml'),
      feed('Dan Luu', 'https://danluu.com/', 'https://danluu.com/atom.xml'),
    ],
  },
];
