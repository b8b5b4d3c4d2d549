import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json';
import type { FailReason } from '../../src/feeds/outcome.ts';
import { languages } from '../../src/panel/words-file.ts';
import type { ActionKind } from '../../src/storage/schema-actions.ts';

type Messages = Record<string, { message: string }>;

const PLURAL = /_(zero|one|two|few|many|other)$/;
const read = (file: string) => readFileSync(file, 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: read(`src/${file}`) }));
const everything =
  sources.map(({ text }) => text).join('\n') + read('manifest.json') + read('vite.config.ts');

const keys = Object.keys(english);
const stems = [...new Set(keys.map((key) => key.replace(PLURAL, '')))];
/** Families of keys whose end comes from data: word(`theme_${value}`), wordOf('failed', …). */
const families = [
  ...[...everything.matchAll(/\b(?:word|counted)\(\s*`(\w+_)\$\{/g)].map((match) => match[1]),
  ...[...everything.matchAll(/\bwordOf\(\s*'(\w+)'/g)].map((match) => `${match[1]}_`),
  'next_',
];

const failReasons: Record<FailReason | 'no-feed-on-page', true> = {
  empty: true,
  'web-page': true,
  'login-page': true,
  'error-page': true,
  'json-no-feed': true,
  opml: true,
  'xml-no-feed': true,
  binary: true,
  'too-large': true,
  'plain-text': true,
  http: true,
  unreachable: true,
  'redirect-loop': true,
  'redirect-refused': true,
  'odd-304': true,
  'slow-answer': true,
  'slow-body': true,
  'body-too-large': true,
  'needs-permission': true,
  'bad-address': true,
  storage: true,
  'no-feed-on-page': true,
};
const actionKinds: Record<ActionKind, true> = {
  'mark-read': true,
  'mark-unread': true,
  'mark-all-read': true,
  star: true,
  unstar: true,
  tag: true,
  untag: true,
  rename: true,
  move: true,
  unsubscribe: true,
  'leave-elsewhere': true,
  subscribe: true,
  import: true,
  'add-folder': true,
  'remove-folder': true,
  pause: true,
  resume: true,
  snooze: true,
  mute: true,
  unmute: true,
  'new-address': true,
  'save-view': true,
  'change-view': true,
  'remove-view': true,
  'add-rule': true,
  'change-rule': true,
  'move-rule': true,
  'remove-rule': true,
  'apply-rule': true,
  'mute-posts': true,
  'show-post': true,
};
const underscored = (name: string) => name.replaceAll('-', '_');

describe('the words of the interface', () => {
  test('every key that the source names exists', () => {
    const named = [...everything.matchAll(/\bword\(\s*(?:\w[\w.() ]*\? )?'(\w+)'/g)].map((match) => match[1]);
    const counts = [...everything.matchAll(/\bcounted\(\s*'(\w+)'/g)].map((match) => `${match[1]}_other`);
    const manifest = [...everything.matchAll(/__MSG_(\w+)__|getMessage\('(\w+)'\)/g)].map(
      (match) => match[1] ?? match[2],
    );
    expect([...named, ...counts, ...manifest].filter((key) => !keys.includes(key ?? ''))).toEqual([]);
  });

  test('every key is used', () => {
    const isNamed = (stem: string) =>
      everything.includes(`'${stem}'`) || everything.includes(`__MSG_${stem}__`);
    const inFamily = (stem: string) =>
      families.some((family) => family !== undefined && stem.startsWith(family));
    expect(stems.filter((stem) => !isNamed(stem) && !inFamily(stem))).toEqual([]);
  });

  test('every reason and every action has its sentence', () => {
    const failures = Object.keys(failReasons).map((why) => `failed_${underscored(why)}`);
    const actions = Object.keys(actionKinds).map((kind) => `action_${underscored(kind)}_other`);
    expect([...failures, ...actions].filter((key) => !keys.includes(key))).toEqual([]);
  });

  test('keys are as browsers allow them: letters, digits, underscores, no two alike but for case', () => {
    expect(keys.filter((key) => !/^\w+$/.test(key))).toEqual([]);
    expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(keys.length);
  });

  test('no message holds a dollar sign, which browsers read as a place', () => {
    expect(Object.values(english).filter(({ message }) => message.includes('$'))).toEqual([]);
  });

  test('there is a file for each language, and a language for each file', () => {
    expect(readdirSync('public/_locales').sort()).toEqual(Object.keys(languages).sort());
  });

  describe.each(Object.keys(languages))('in %s', (language) => {
    const theirs = JSON.parse(read(`public/_locales/${language}/messages.json`)) as Messages;
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counts = keys
      .filter((key) => key.endsWith('_one') && keys.includes(key.replace('_one', '_other')))
      .map((key) => key.replace('_one', ''));
    const wanted = [
      ...keys.filter((key) => !counts.includes(key.replace(PLURAL, ''))),
      ...counts.flatMap((stem) => categories.map((category) => `${stem}_${category}`)),
    ];

    test('no key is missing, every plural has its forms, and none is too many', () => {
      expect(Object.keys(theirs).sort()).toEqual(wanted.sort());
    });

    test('the same places are filled; a form for one or two need not say the number', () => {
      const places = (message: string) => new Set([...message.matchAll(/\{\w+\}/g)].map(String));
      for (const [key, { message }] of Object.entries(theirs)) {
        const stem = key.replace(PLURAL, '');
        const model = (english as Messages)[key] ?? (english as Messages)[`${stem}_other`];
        const allowed = places(model?.message ?? '');
        const isPlural = counts.includes(stem);
        const found = [...places(message)];
        const lacking = [...allowed].filter((place) => !found.includes(place));
        const odd = found.filter((place) => !allowed.has(place) && !(isPlural && place === '{count}'));
        expect([key, odd, isPlural ? [] : lacking]).toEqual([key, [], []]);
        expect(message.trim()).not.toBe('');
        if (isPlural && /_(few|many|other)$/.test(key) && lacking.includes('{count}'))
          expect(`${key} says no number`).toBe('');
      }
    });
  });
});

describe('the source of the panel', () => {
  const views = sources.filter(({ file }) => file.startsWith('panel') && file.endsWith('.tsx'));

  test('holds no words of its own between tags', () => {
    const texts = views.flatMap(({ file, text }) =>
      [...text.matchAll(/<(?:[a-z]\w*|\/\w+)[^<>{}=]*>\s*([A-Za-z][^<>{}]*)</g)].map(
        (match) => `${file}: ${match[1]?.trim()}`,
      ),
    );
    expect(texts).toEqual([]);
  });

  test('holds no words of its own in attributes that are read out', () => {
    const attributes = /\b(?:aria-label|title|placeholder|alt|label)="([^"]*[a-z]{2}[^"]*)"/g;
    const found = views.flatMap(({ file, text }) =>
      [...text.matchAll(attributes)].map((match) => `${file}: ${match[1]}`),
    );
    // An address looks the same in every language.
    expect(found.filter((each) => !each.endsWith(': example.org'))).toEqual([]);
  });
});
