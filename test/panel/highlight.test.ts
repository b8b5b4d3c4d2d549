import { expect, test } from 'vitest';
import { highlight } from '../../src/panel/reading/highlight.ts';

test.each(['ini', 'typescript', 'cpp', 'csharp'])(
  '%s of a hostile page does not hold the panel up',
  (language) => {
    for (const code of ['a'.repeat(10_000), `${'a'.repeat(298)}\n`.repeat(33), '/*'.repeat(5_000)]) {
      const start = process.cpuUsage();
      try {
        highlight(code, language);
      } catch {
        // There is no document here to make the coloured parts with; the time was spent before.
      }
      // Time of the processor, not of the clock: other work on the machine does not count.
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(1500);
    }
  },
);

test('an unknown language keeps one colour', () => {
  expect(highlight('10 PRINT "HELLO"\n20 GOTO 10', 'zx-basic')).toBeUndefined();
});
