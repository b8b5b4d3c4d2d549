import { describe, expect, test } from 'vitest';
import { hashText } from '../../src/feeds/hash.ts';
import { identify } from '../../src/feeds/identify.ts';
import { isEdit, type KnownPost, planMerge } from '../../src/feeds/merge.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';

type Given = Partial<ParsedPost>;

const may1 = Date.UTC(2026, 4, 1, 9, 30, 5);
const hour = 3_600_000;

function post(given: Given): ParsedPost {
  return { tags: [], enclosures: [], ...given };
}

/** Feeds documents one after the other into a pure store of one feed; says what each one brought: "2 added, 1 changed". */
function history(documents: Given[][], dropped: string[] = [], siteUrl?: string): string[] {
  const store: KnownPost[] = [];
  return documents.map((document) => {
    const identified = identify(document.map(post), siteUrl);
    const plan = planMerge(store, identified, new Set(dropped));
    for (const { key, fingerprint, joinKeys, post: added } of plan.added) {
      const { title, publishedAt } = added;
      store.push({
        id: store.length + 1,
        key,
        fingerprint,
        joinKeys,
        ...(title !== undefined && { title }),
        ...(publishedAt !== undefined && { publishedAt }),
      });
    }
    for (const { known, incoming } of plan.changed) {
      const { title, publishedAt } = incoming.post;
      Object.assign(known, {
        key: incoming.key,
        fingerprint: incoming.fingerprint,
        joinKeys: incoming.joinKeys,
      });
      Object.assign(known, { title, publishedAt });
    }
    return `${plan.added.length} added, ${plan.changed.length} changed, ${plan.unchanged} unchanged`;
  });
}

const a = {
  guid: 'urn:a',
  link: 'https://blog.example/a',
  title: 'On apples',
  publishedAt: may1,
  body: '<p>Apples</p>',
};
const b = {
  guid: 'urn:b',
  link: 'https://blog.example/b',
  title: 'On bears',
  publishedAt: may1 - hour,
  body: 'Bears',
};
const c = {
  guid: 'urn:c',
  link: 'https://blog.example/c',
  title: 'On cats',
  publishedAt: may1 - 2 * hour,
  body: 'Cats',
};
const none = (given: Given): Given => {
  const { guid: _guid, ...rest } = given;
  return rest;
};
const same = '0 added, 0 changed, 1 unchanged';
const changed = '0 added, 1 changed, 0 unchanged';
const added = '1 added, 0 changed, 0 unchanged';
const old = Array.from({ length: 500 }, (_, i) => ({
  guid: `urn:old:${i}`,
  link: `https://blog.example/old/${i}`,
  title: `Old post number ${i}`,
  publishedAt: may1 - i * 24 * hour,
}));

/** [what happens, the documents in order, what the last one brings] */
const cases: [string, Given[][], string][] = [
  ['nothing changed', [[a], [a]], same],
  ['guid kept, link changed', [[a], [{ ...a, link: 'https://blog.example/apples' }]], changed],
  ['guid kept, title changed', [[a], [{ ...a, title: 'On pears' }]], changed],
  ['guid kept, date changed', [[a], [{ ...a, publishedAt: may1 + hour }]], changed],
  ['guid kept, all else changed', [[a], [{ ...b, guid: 'urn:a' }]], changed],
  ['guid kept, body changed', [[a], [{ ...a, body: '<p>Pears</p>' }]], changed],
  ['guid kept, tags changed', [[a], [{ ...a, tags: ['fruit'] }]], changed],
  ['guid missing, link is the identity', [[none(a)], [{ ...none(a), title: 'On pears' }]], changed],
  [
    'guid missing, utm parameters come',
    [[none(a)], [{ ...none(a), link: `${a.link}?utm_source=rss` }]],
    changed,
  ],
  ['guid missing, http becomes https', [[{ ...none(a), link: 'http://blog.example/a' }], [none(a)]], changed],
  ['guid missing, www goes', [[{ ...none(a), link: 'https://www.blog.example/a' }], [none(a)]], changed],
  ['guid missing, trailing slash', [[none(a)], [{ ...none(a), link: 'https://blog.example/a/' }]], changed],
  ['guid missing, fragment', [[none(a)], [{ ...none(a), link: 'https://blog.example/a#more' }]], changed],
  [
    'guid missing, session id changes',
    [[{ ...none(a), link: `${a.link}?PHPSESSID=1` }], [{ ...none(a), link: `${a.link}?PHPSESSID=2` }]],
    changed,
  ],
  [
    'guid missing, parameters in another order',
    [[{ ...none(a), link: `${a.link}?x=1&y=2` }], [{ ...none(a), link: `${a.link}?y=2&x=1` }]],
    changed,
  ],
  [
    'guid missing, another parameter is another post',
    [[{ ...none(a), link: `${a.link}?p=1` }], [{ ...none(b), link: `${a.link}?p=2` }]],
    added,
  ],
  [
    'guid is a link, http becomes https',
    [[{ ...a, guid: 'http://blog.example/a' }], [{ ...a, guid: 'https://blog.example/a' }]],
    changed,
  ],
  [
    'guid is a link, host gets www',
    [[{ ...a, guid: 'https://blog.example/a' }], [{ ...a, guid: 'https://www.blog.example/a' }]],
    changed,
  ],
  ['guid comes where there was none', [[none(a)], [a]], changed],
  ['guid goes', [[a], [none(a)]], changed],
  [
    'guid differs at each fetch',
    [[{ ...a, guid: '1' }], [{ ...a, guid: '2' }], [{ ...a, guid: '3' }]],
    changed,
  ],
  [
    'guid differs at each fetch, title edited',
    [[{ ...a, guid: '1' }], [{ ...a, guid: '2', title: 'On pears' }]],
    changed,
  ],
  [
    'guid differs, link shared by all, other titles',
    [
      [{ ...a, guid: '1', link: 'https://blog.example/' }],
      [{ ...b, guid: '2', link: 'https://blog.example/' }],
    ],
    added,
  ],
  [
    'new guid and title under one link',
    [[{ ...a, link: 'https://blog.example/news' }], [{ ...b, link: 'https://blog.example/news' }]],
    added,
  ],
  [
    'one guid for every post',
    [
      [
        { ...a, guid: 'x' },
        { ...b, guid: 'x' },
      ],
      [
        { ...a, guid: 'x' },
        { ...b, guid: 'x' },
      ],
    ],
    '0 added, 0 changed, 2 unchanged',
  ],
  [
    'one guid for every post, one more',
    [
      [
        { ...a, guid: 'x' },
        { ...b, guid: 'x' },
      ],
      [
        { ...c, guid: 'x' },
        { ...a, guid: 'x' },
        { ...b, guid: 'x' },
      ],
    ],
    '1 added, 0 changed, 2 unchanged',
  ],
  [
    'one guid for every post, one title edited',
    [
      [
        { ...a, guid: 'x' },
        { ...b, guid: 'x' },
      ],
      [
        { ...a, guid: 'x', title: 'On pears' },
        { ...b, guid: 'x' },
      ],
    ],
    '0 added, 1 changed, 1 unchanged',
  ],
  ['the same post twice in a document', [[a, a]], added],
  [
    'one guid and title, other dates',
    [
      [
        { ...a, guid: 'x' },
        { ...a, guid: 'x', publishedAt: may1 + 5 },
      ],
    ],
    '2 added, 0 changed, 0 unchanged',
  ],
  [
    'one guid, one page, other places in it',
    [
      [
        { ...a, guid: 'x', link: `${a.link}#1` },
        { ...a, guid: 'x', link: `${a.link}#2` },
      ],
    ],
    '2 added, 0 changed, 0 unchanged',
  ],
  ['the same guid, other posts', [[a, { ...b, guid: 'urn:a' }]], '2 added, 0 changed, 0 unchanged'],
  [
    'order turned around',
    [
      [a, b, c],
      [c, b, a],
    ],
    '0 added, 0 changed, 3 unchanged',
  ],
  [
    'a new post above',
    [
      [b, c],
      [a, b, c],
    ],
    '1 added, 0 changed, 2 unchanged',
  ],
  ['a post left the feed', [[a, b], [a]], same],
  ['a post left the feed and came back', [[a, b], [a], [a, b]], '0 added, 0 changed, 2 unchanged'],
  ['the feed was empty for a while', [[a, b], [], [a, b]], '0 added, 0 changed, 2 unchanged'],
  ['an empty feed', [[]], '0 added, 0 changed, 0 unchanged'],
  [
    'the feed moved to another host, guids are links',
    [[{ ...a, guid: a.link }], [{ ...a, guid: 'https://new.example/a', link: 'https://new.example/a' }]],
    changed,
  ],
  [
    'the feed moved to another host, guids are tags',
    [[a], [{ ...a, link: 'https://new.example/a' }]],
    changed,
  ],
  [
    'the feed moved, no guids',
    [
      [none(a), none(b)],
      [
        { ...none(a), link: 'https://new.example/a' },
        { ...none(b), link: 'https://new.example/b' },
      ],
    ],
    '0 added, 2 changed, 0 unchanged',
  ],
  ['reset to 500 old posts that are known', [old, old], '0 added, 0 changed, 500 unchanged'],
  [
    'reset to 500 old posts under new guids',
    [old, old.map((row) => ({ ...row, guid: `${row.guid}:again` }))],
    '0 added, 500 changed, 0 unchanged',
  ],
  [
    'the whole feed re-dated',
    [[a, b, c], [a, b, c].map((row) => ({ ...row, publishedAt: may1 + 5 * hour }))],
    '0 added, 3 changed, 0 unchanged',
  ],
  [
    'the whole feed re-dated, no guids',
    [[none(a), none(b)], [none(a), none(b)].map((row) => ({ ...row, publishedAt: may1 + 5 * hour }))],
    '0 added, 2 changed, 0 unchanged',
  ],
  [
    'no guid, no link: title and date are the identity',
    [
      [{ title: 'Note', publishedAt: may1, body: 'One' }],
      [{ title: 'Note', publishedAt: may1, body: 'Two' }],
    ],
    changed,
  ],
  [
    'no guid, no link, same title, other date',
    [[{ title: 'Note', publishedAt: may1 }], [{ title: 'Note', publishedAt: may1 + hour }]],
    added,
  ],
  [
    'no guid, no link, same title and date twice',
    [
      [
        { title: 'Note', publishedAt: may1, body: 'One' },
        { title: 'Note', publishedAt: may1, body: 'Two' },
      ],
    ],
    '2 added, 0 changed, 0 unchanged',
  ],
  ['nothing but a body', [[{ body: 'Just this' }], [{ body: 'Just this' }]], same],
  ['nothing at all', [[{}], [{}]], same],
  [
    'a nightly title at other times',
    [
      [{ ...a, guid: '1', title: 'Nightly', link: 'https://ci.example/1' }],
      [{ ...b, guid: '2', title: 'Nightly', link: 'https://ci.example/2' }],
    ],
    added,
  ],
  [
    'a guid of 100,000 characters',
    [[{ ...a, guid: 'g'.repeat(100_000) }], [{ ...a, guid: 'g'.repeat(100_000) }]],
    same,
  ],
];

test.each(cases)('%s', (_name, documents, expected) => {
  expect(history(documents).at(-1)).toBe(expected);
});

test('the table has at least 40 cases', () => expect(cases.length).toBeGreaterThanOrEqual(40));

test('a dropped post does not come back as new', () => {
  expect(history([[a]], ['i:urn:a'])).toEqual(['0 added, 0 changed, 0 unchanged']);
});

test('a post is known by the key it had before its `sid` belonged to it, too', () => {
  const article = (sid: number, title: string) =>
    post({ link: `https://nuke.example/modules.php?name=News&file=article&sid=${sid}`, title });
  const former = (title: string) =>
    `l:https://nuke.example/modules.php?file=article&name=News#${hashText(`${title}\n`)}`;
  const incoming = identify([article(1, 'One'), article(2, 'Two')]);
  expect(incoming.map(({ formerKey }) => formerKey)).toEqual([former('One'), former('Two')]);
  const known = { id: 1, key: former('One'), fingerprint: '', joinKeys: [], title: 'One' };
  expect(planMerge([known], incoming, new Set([former('Two')]))).toEqual({
    added: [],
    changed: [{ known, incoming: incoming[0] }],
    unchanged: 0,
  });
  const others = identify([post(none(a)), post({ body: 'One' })]);
  expect(others.flatMap(({ formerKey }) => formerKey ?? [])).toEqual([]);
});

describe('what joins posts of different feeds', () => {
  const keys = (given: Given, site?: string) =>
    (identify([post(given)], site)[0]?.joinKeys ?? []).filter((key) => !key.startsWith('t:'));
  test('link and guid that is a link', () => {
    expect(
      keys({ link: 'http://www.blog.example/a/?utm_medium=feed', guid: 'https://blog.example/a' }),
    ).toHaveLength(1);
  });
  test('a tag or urn guid', () =>
    expect(keys({ guid: 'tag:blog.example,2026:a' })).toEqual(['g:tag:blog.example,2026:a']));
  test('a number does not', () => expect(keys({ guid: '17' })).toEqual([]));
  test('the front page does not', () => {
    expect(keys({ link: 'https://blog.example/' })).toEqual([]);
    expect(keys({ link: 'https://sites.example/blog' }, 'https://sites.example/blog/')).toEqual([]);
  });
  test('a page behind a question mark does', () =>
    expect(keys({ link: 'https://blog.example/?p=5' })).toHaveLength(1));
  test('what a document repeats does not', () => {
    const both = identify([
      post({ ...a, link: 'https://blog.example/x' }),
      post({ ...b, link: 'https://blog.example/x#2' }),
    ]);
    expect(both.flatMap((one) => one.joinKeys).filter((key) => key.startsWith('l:'))).toEqual([]);
  });
});

describe('edits', () => {
  test.each([
    ['white space', 'One two', 'One\n\ttwo ', false],
    ['a counter', 'Nice. 3 comments', 'Nice. 14 comments', false],
    ['a word', 'One two', 'One three', true],
    ['a word more', 'One two', 'One two three', true],
    ['punctuation', 'One two', 'One, two', true],
  ])('%s in the text', (_name, before, after, expected) =>
    expect(isEdit({ title: 'T', text: before }, { title: 'T', text: after })).toBe(expected),
  );
  test.each([
    ['white space', 'One two', ' One\ntwo', false],
    ['a number', 'Version 1.2', 'Version 1.3', true],
  ])('%s in the title', (_name, before, after, expected) =>
    expect(isEdit({ title: before, text: '' }, { title: after, text: '' })).toBe(expected),
  );
});
