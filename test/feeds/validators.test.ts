import { describe, expect, test } from 'vitest';
import { newRhythm, type Rhythm } from '../../src/feeds/rhythm.ts';
import { contradicts, validatorsToSend } from '../../src/feeds/validators.ts';

const now = Date.UTC(2026, 3, 1);
const hour = 3_600_000;
const day = 24 * hour;
const both = { etag: '"a"', lastModified: 'Wed, 01 Apr 2026 00:00:00 GMT' };

/** A feed that was watched for eight weeks and had so many posts a day. */
const rhythmOf = (postsADay: number): Rhythm => ({ ...newRhythm(now), posts: postsADay * 56, days: 56 });

describe('what is sent', () => {
  test.each([
    ['both, as they came', { ...both, validatorsAt: now - hour }, undefined, both],
    ['the ETag alone', { etag: 'W/"a"', validatorsAt: now - hour }, undefined, { etag: 'W/"a"' }],
    [
      'the date alone',
      { lastModified: both.lastModified, validatorsAt: now },
      undefined,
      { lastModified: both.lastModified },
    ],
    ['none where none are kept', {}, undefined, {}],
    ['both for eight days', { ...both, validatorsAt: now - 8 * day }, undefined, both],
    ['none after eight days', { ...both, validatorsAt: now - 8 * day - 1 }, undefined, {}],
    ['none when the clock was set back', { ...both, validatorsAt: now + hour }, undefined, {}],
    [
      'none when ten posts a day should have come for a day',
      { ...both, validatorsAt: now - day },
      rhythmOf(10),
      {},
    ],
    [
      'both within the first day, however many should have come',
      { ...both, validatorsAt: now - day + 1 },
      rhythmOf(100),
      both,
    ],
    ['both for a feed of a post a week', { ...both, validatorsAt: now - 7 * day }, rhythmOf(1 / 7), both],
    [
      'none for a feed of a post a day after a week and more',
      { ...both, validatorsAt: now - 7.5 * day },
      rhythmOf(1),
      {},
    ],
  ])('%s', (_what, kept, rhythm, sent) => {
    expect(validatorsToSend(kept, rhythm, now)).toEqual(sent);
  });
});

describe('a 304 is in doubt', () => {
  const named = (etag: string | null, lastModified: string | null = null) => ({ etag, lastModified });
  test.each([
    ['says nothing', both, named(null), false],
    ['names our ETag', both, named('"a"'), false],
    ['names it as a weak one', both, named('W/"a"'), false],
    ['names it as the compressed one', both, named('"a-gzip"'), false],
    ['names another ETag', both, named('"b"'), true],
    [
      'names a later date',
      { lastModified: both.lastModified },
      named(null, 'Thu, 02 Apr 2026 00:00:00 GMT'),
      true,
    ],
    ['names our date', { lastModified: both.lastModified }, named(null, both.lastModified), false],
    ['names an unreadable date', { lastModified: both.lastModified }, named(null, 'yesterday'), false],
    ['has our ETag and another date', both, named('"a"', 'Thu, 02 Apr 2026 00:00:00 GMT'), false],
    ['names an ETag where none was sent', { lastModified: both.lastModified }, named('"b"'), false],
  ])('that %s', (_what, sent, answer, doubtful) => {
    expect(contradicts(sent, answer)).toBe(doubtful);
  });
});
