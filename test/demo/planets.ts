import type { DemoFormat, DemoPost } from './demo-post.ts';

const MINUTE = 60_000;
const CUT_AT = 120;

/** A page that gathers the posts of blogs, with the habits (and the faults) real ones have. */
export interface DemoPlanet {
  name: string;
  title: string;
  about: string;
  format: DemoFormat;
  /** The blogs it carries, by name, and what it does to each one's posts. */
  carries: Record<string, (post: DemoPost) => DemoPost>;
}

export const PLANETS: DemoPlanet[] = [
  {
    name: 'planet-orbit',
    title: 'Planet Orbit',
    about: 'People who write about Python and its data',
    format: 'rss',
    carries: {
      'slow-imports': (post) => withAuthor(stripped(later(post, 7))),
      'patient-debugger': (post) => withAuthor(stripped(later(post, 22))),
      'tidy-frames': (post) => withAuthor(stripped(later(post, 3))),
      'rows-and-columns': (post) => withAuthor(later(post, 41)),
    },
  },
  {
    name: 'planet-ferrous',
    title: 'Planet Ferrous',
    about: 'Systems, compilers and the people beside them',
    format: 'atom',
    carries: {
      'borrowed-time': (post) => tracked(later(post, 12)),
      'patient-debugger': (post) => tracked(stripped(later(post, 35))),
      'rows-and-columns': (post) => tracked(later(post, 18)),
    },
  },
  {
    name: 'planet-hearth',
    title: 'Planet Hearth',
    about: 'The small web, gathered every hour',
    format: 'rdf',
    carries: {
      'moss-and-modems': (post) => withAuthor(garbled(later(post, 5))),
      'plain-markup': (post) => withAuthor(cut(later(post, 15))),
      'terminal-garden': (post) => ({ ...later(post, 0), dateOnly: true }),
      'small-hours-radio': (post) => withAuthor(cut(later(post, 30))),
    },
  },
];

/** A planet sees a post some minutes after its blog, and leaves its categories behind. */
function later(post: DemoPost, minutes: number): DemoPost {
  return { ...post, at: new Date(post.at.getTime() + minutes * MINUTE), tags: [] };
}

/** "Author: Title", as planets write it. */
function withAuthor(post: DemoPost): DemoPost {
  return { ...post, title: `${post.author}: ${post.title}` };
}

/** A planet's own cleaning takes classes and anchors away: slightly different text. */
function stripped(post: DemoPost): DemoPost {
  return { ...post, html: post.html.replace(/ (class|id|name)="[^"]*"/g, '').replace(/<hr>/g, '') };
}

/** The same page under an address with tracking parameters. */
function tracked(post: DemoPost): DemoPost {
  return { ...post, tags: [], link: `${post.link}?utm_source=planet-ferrous&utm_medium=feed` };
}

/** The first words, without markup. */
function cut(post: DemoPost): DemoPost {
  const text = post.html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
  return { ...post, html: `<p>${text.slice(0, CUT_AT).trim()}...</p>` };
}

/** What Windows-1252 has where Latin 1 has control characters (0x80 to 0x9f). */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** UTF-8 read as if it were Windows-1252: "donâ€™t". */
function garbled(post: DemoPost): DemoPost {
  const latin1 = Buffer.from(post.html, 'utf8').toString('latin1');
  const html = [...latin1].map((char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char).join('');
  return { ...post, html };
}
