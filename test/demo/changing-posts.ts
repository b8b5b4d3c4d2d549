import type { DemoPost } from './demo-post.ts';
import { instant } from './instant.ts';

const LIVE_STEP_MINUTES = 5;
const LIVE_LINES = [
  'Kettle on. The first sdist builds twice to the same bytes.',
  'Not on Windows it doesn’t: line endings. Of course.',
  'Line endings settled. Two people are writing the error message for a missing wheel, and it is now longer than the code.',
  'The message is down to one sentence and a link. Applause.',
  'Found the documentation nobody could find: it was under “Miscellaneous”.',
  'Lunch. Nobody mentioned packaging for eleven minutes.',
];

/** The live post grows by a line every five minutes of the clock, whoever asks: the demo's post that is edited later. */
export function liveNotes(now: Date): { html: string; updatedAt: Date } {
  const step = Math.floor(now.getTime() / (LIVE_STEP_MINUTES * 60_000));
  const count = 2 + (step % (LIVE_LINES.length - 1));
  const items = LIVE_LINES.slice(0, count).map((line) => `<li>${line}</li>`);
  return { html: `<ul>\n${items.join('\n')}\n</ul>`, updatedAt: new Date(step * LIVE_STEP_MINUTES * 60_000) };
}

const NOTES = [
  'Renamed a variable from <code>tmp</code> to <code>unpaidInvoices</code>. The bug was then visible from the kitchen.',
  'Reminder to self: <code>rsync</code> and the slash at the end. Every. Single. Time.',
  'The fastest code I wrote this week is the page I deleted.',
  'Found a comment that says “temporary”, dated nine years ago. It has children now.',
  'If you have to scroll to see the whole function, so does the next person, and they are in a hurry.',
  'Spent the morning on a regular expression. Spent the afternoon on a loop. The loop stays.',
  'A user wrote to say that nothing has broken lately. I printed it out.',
  'Today’s lesson: read the second error message. The first one is only the loudest.',
];
const NOTE_DAYS = 7;

/** A note without a title for each of the last days; each keeps its id and its words for as long as it is listed. */
export function dailyNotes(siteUrl: string, now: Date): DemoPost[] {
  return Array.from({ length: NOTE_DAYS }, (_, daysAgo) => {
    const at = instant(now, daysAgo, '15:30');
    const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
      .map((n) => `${n}`.padStart(2, '0'))
      .join('-');
    const dayNumber = Math.floor(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000);
    const link = `${siteUrl}/notes/${day}`;
    return { id: link, link, at, tags: [], html: `<p>${NOTES[dayNumber % NOTES.length]}</p>` };
  });
}
