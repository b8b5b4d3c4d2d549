import { beforeEach, describe, expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json';
import { failureWords } from '../../src/panel/trouble.ts';
import { counted, useWords, word, wordOf } from '../../src/panel/words.ts';
import { chooseLanguage } from '../../src/panel/words-file.ts';

beforeEach(() => useWords('en', english));

describe('words', () => {
  test('places are filled in, numbers as the language writes them', () => {
    expect(word('checkingFeeds', { done: 12, total: 1400 })).toBe('Checking: 12 of 1,400 feeds');
  });

  test('what a feed is called is put in as it is', () => {
    expect(word('alsoIn', { feeds: '{count} $& <b>' })).toBe('also in {count} $& <b>');
  });

  test('counted words take the plural form of the language', () => {
    expect(counted('views', 1)).toBe('1 view');
    expect(counted('views', 0)).toBe('0 views');
    expect(counted('views', 12345)).toBe('12,345 views');
    expect(counted('topicHeading', 20, { tag: 'Python' })).toBe('Posts in Python (20 found)');
  });

  test('a language with more forms is asked for its own', () => {
    const message = (text: string) => ({ message: text });
    useWords('ar', {
      posts_zero: message('zero'),
      posts_two: message('two'),
      posts_few: message('few'),
      posts_other: message('other'),
    });
    expect([0, 2, 3, 11, 100].map((count) => counted('posts', count))).toEqual([
      'zero',
      'two',
      'few',
      'other',
      'other',
    ]);
  });

  test('reasons have sentences, unknown ones none', () => {
    expect(wordOf('failed', 'slow-answer')).toBe('The server did not answer in time.');
    expect(wordOf('failed', 'never-heard-of')).toBeUndefined();
  });

  test.each([
    [['de-AT', 'en'], ['en', 'de'], 'de'],
    [['pt-BR'], ['en', 'pt', 'pt-BR'], 'pt-BR'],
    [['xx', 'en-GB'], ['en', 'de'], 'en'],
    [['xx'], ['en', 'de'], 'en'],
    [[], ['en'], 'en'],
  ])('of %j and %j the language is %s', (wanted, available, chosen) => {
    expect(chooseLanguage(wanted, available)).toBe(chosen);
  });
});

test.each(['net::ERR_CERT_DATE_INVALID', 'The certificate is not trusted.', 'この証明書は信頼されません。'])(
  'a certificate is told from a server that is not there, in Firefox too, which says it in its own language: %s',
  (detail) => {
    expect(failureWords('unreachable', undefined, detail)).toBe(wordOf('unreachable', 'secure'));
    expect(failureWords('unreachable', undefined, 'NS_ERROR_CONNECTION_REFUSED')).toBe(
      wordOf('unreachable', 'refused'),
    );
    expect(failureWords('unreachable')).toBe(wordOf('failed', 'unreachable'));
  },
);
