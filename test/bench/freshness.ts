/**
 * `npm run bench:freshness`: how long posts wait to be found, by ways of choosing the checks. FEEDS of each kind (200)
 * over WEEKS (8); writes out/bench-freshness.json; exits non-zero when a goal is missed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { hasShared } from '../feeds/shared.ts';
import { type Comparison, comparePolicies } from './compare-policies.ts';
import { corpusFeeds } from './corpus-feeds.ts';
import { kinds, makeFeeds, steadyKinds } from './feed-kinds.ts';
import { mixGoals, steadyGoals } from './freshness-goals.ts';

const weekMs = 7 * 24 * 60 * 60_000;
const start = Date.UTC(2026, 0, 4);
const end = start + Number(process.env.WEEKS ?? 8) * weekMs;
const each = Number(process.env.FEEDS ?? 200);
const span = { from: start - 26 * weekMs, to: end };

const mix = comparePolicies('the mix', makeFeeds(kinds, each, span), start, end);
show(mix);
const steady = comparePolicies('steady feeds', makeFeeds(steadyKinds, each, span), start, end);
show(steady);
const comparisons = [mix, steady];
if (hasShared('corpus', 'reference.jsonl')) {
  const corpus = comparePolicies('real feeds', corpusFeeds(start), start, end);
  show(corpus);
  comparisons.push(corpus);
}

const goals = [...mixGoals(mix), ...steadyGoals(steady)];
console.log('\nGoals (ours / theirs)');
for (const { what, ratio, limit } of goals) {
  console.log(`${ratio <= limit ? 'held  ' : 'MISSED'} ${ratio.toFixed(2)} of at most ${limit}: ${what}`);
}
mkdirSync('out', { recursive: true });
writeFileSync('out/bench-freshness.json', `${JSON.stringify({ comparisons, goals }, null, 2)}\n`);
process.exit(goals.every(({ ratio, limit }) => ratio <= limit) ? 0 : 1);

function show({ name, feeds, rows, equalDelay }: Comparison): void {
  console.log(`\n${name}: ${feeds} feeds; minutes from publication to arrival`);
  console.log(
    `${'requests'.padStart(39)} ${'posts: median'.padStart(15)}    p90   mean   feeds: median    p90   mean`,
  );
  for (const { policy, requests, posts, feeds: of } of rows) {
    const numbers = [posts.median, posts.p90, posts.mean, of.median, of.p90, of.mean];
    const widths = [15, 7, 7, 15, 7, 7];
    const cells = numbers.map((number, i) => number.toFixed(1).padStart(widths[i] as number));
    console.log(`${policy.padEnd(30)} ${requests.toFixed(2).padStart(8)}${cells.join('')}`);
  }
  for (const { policy, theirs, posts, feeds: of } of equalDelay) {
    const share = (ours: number | undefined) =>
      ours === undefined ? 'off the curve' : `${Math.round((100 * ours) / theirs)}%`;
    console.log(`for the median of ${policy}: ${share(posts)} (posts), ${share(of)} (feeds) of its requests`);
  }
}
