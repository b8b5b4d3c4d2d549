/** Random runs of the storage beside the reference; one that fails is made shorter before it is told. */
import { isDeepStrictEqual } from 'node:util';
import { vi } from 'vitest';
import { randomOf } from '../../random.ts';
import { RandomFeeds } from './feeds.ts';
import type { Panel } from './panel.ts';
import { Reference } from './reference.ts';
import { riverOf, type Shown, shownOf } from './shown.ts';
import type { Random, Step, World } from './step.ts';
import { randomStep } from './steps.ts';

const minuteMs = 60_000;
const startAt = 1_800_000_000_000;
/** Far apart, so that no two runs have a step in common. */
const seedsOfRun = 100_000;

/** A page with a connection of its own. */
export async function openPanel(): Promise<Panel> {
  vi.resetModules();
  return (await import('./panel.ts')).panel;
}

interface Failure {
  trail: string[];
  difference: string;
}

/**
 * Does so many random steps from an empty database and compares after each of them; throws with the shortest sequence
 * found that still goes wrong. Each step has its own seed: leaving some out leaves the others what they were.
 */
export async function runModel(panels: [Panel, Panel], seed: number, steps: number): Promise<void> {
  let seeds = Array.from({ length: steps }, (_, i) => seed * seedsOfRun + i);
  let failure = await tryRun(panels, seed, seeds);
  if (failure === undefined) return;
  for (let size = Math.ceil(seeds.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < seeds.length; ) {
      const fewer = seeds.toSpliced(from, size);
      const still = await tryRun(panels, seed, fewer);
      if (still === undefined) from += size;
      else {
        seeds = fewer;
        failure = still;
      }
    }
  }
  throw new Error(`seed ${seed}, after\n  ${failure.trail.join('\n  ')}\n${failure.difference}`);
}

async function tryRun(panels: [Panel, Panel], seed: number, seeds: number[]): Promise<Failure | undefined> {
  await panels[0].clear();
  const ofRun = randomOf(seed);
  // Large actions are taken back in parts; with the real size nothing here is large.
  const sizes = {
    part: ofRun.pick([1, 3, 5_000]) as number,
    park: ofRun.pick([1, 3, 1_000]) as number,
    since: ofRun.pick([0, 3, 2_000]) as number,
  };
  for (const panel of panels) panel.setSizes(sizes);
  const world: World = { reference: new Reference(), feeds: new RandomFeeds(), now: startAt };
  const trail: string[] = [];
  for (const each of seeds) {
    const random = randomOf(each);
    let difference: string | undefined;
    try {
      difference = await takeStep(world, panels, random, trail);
    } catch (error) {
      difference = String((error as Error).stack);
    }
    if (difference !== undefined) return { trail, difference };
  }
  return undefined;
}

/** One step, or two at once from two pages; answers what differs afterwards. */
async function takeStep(
  world: World,
  panels: [Panel, Panel],
  random: Random,
  trail: string[],
): Promise<string | undefined> {
  world.now += minuteMs;
  if (random.below(12) === 0) moveClock(world, random, trail);
  if (random.below(25) === 0) return saveOrRestore(world, panels, random, trail);
  const first = randomStep(world, random);
  const second = random.below(4) === 0 ? randomStep(world, random) : undefined;
  if (first === undefined) return undefined;
  const panel = random.pick(panels) as Panel;
  if (second === undefined || [first, second].some(({ name }) => /undo|redo/.test(name))) {
    trail.push(first.name);
    await first.inStorage(panel);
    first.inReference(world.reference);
    return (
      (await differenceFrom(world.reference, panel)) ??
      (await differenceInPages(world.reference, panel, random))
    );
  }
  trail.push(`at once: ${first.name} | ${second.name}`);
  // Each is one transaction: it is as if the one that ends first had been done first.
  const done: Step[] = [];
  await Promise.all(
    [first, second].map(async (step, i) => {
      await step.inStorage(panels[i] as Panel);
      done.push(step);
    }),
  );
  for (const step of done) step.inReference(world.reference);
  return differenceFrom(world.reference, panel);
}

function moveClock(world: World, random: Random, trail: string[]): void {
  const days = (random.pick([0.01, 1, 40, 500]) as number) * (random.below(2) === 0 ? 1 : -1);
  world.now += days * 24 * 60 * minuteMs;
  trail.push(`clock ${days} days`);
}

async function saveOrRestore(
  world: World,
  panels: [Panel, Panel],
  random: Random,
  trail: string[],
): Promise<string | undefined> {
  const [panel] = panels;
  if (world.saved === undefined || random.below(2) === 0) {
    trail.push('back up');
    world.saved = { reference: world.reference.clone(), file: await panel.save(world.now) };
    return undefined;
  }
  trail.push('restore');
  await panel.restore(world.saved.file, world.now);
  world.reference = world.saved.reference.clone();
  return differenceFrom(world.reference, panels[1]);
}

async function differenceFrom(reference: Reference, panel: Panel): Promise<string | undefined> {
  return differenceOf(shownOf(reference), await panel.readShown());
}

/** One of the lists as a panel reads it: by pages. */
async function differenceInPages(
  reference: Reference,
  panel: Panel,
  random: Random,
): Promise<string | undefined> {
  const limit = 2 + random.below(9);
  const unreadOnly = random.below(2) === 0;
  if (random.below(2) === 0) {
    const [wanted, found] = [riverOf(reference, unreadOnly), await panel.river(unreadOnly, limit)];
    return isDeepStrictEqual(wanted, found) ? undefined : `river: wanted ${wanted}, found ${found}`;
  }
  const { lists } = shownOf(reference);
  const name = random.pick(Object.keys(lists));
  const [, kind, id = '', unread] = /^(\w+)(?: (?!unread)(\w+))?( unread)?$/.exec(name ?? '') ?? [];
  if (name === undefined) return undefined;
  const scopes = {
    all: { kind: 'all' },
    starred: { kind: 'starred' },
    feed: { kind: 'feed', feedId: Number(id) },
    tag: { kind: 'tag', tag: id },
  } as const;
  const found = await panel.listed(scopes[kind as keyof typeof scopes], unread !== undefined, limit);
  return isDeepStrictEqual(lists[name], found)
    ? undefined
    : `${name}, by ${limit}: wanted ${lists[name]}, found ${found}`;
}

function differenceOf(wanted: Shown, found: Shown): string | undefined {
  if (isDeepStrictEqual(wanted, found)) return undefined;
  const lines: string[] = [];
  for (const part of Object.keys(wanted) as (keyof Shown)[]) {
    const [a, b] = [asEntries(wanted[part]), asEntries(found[part])];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      if (!isDeepStrictEqual(a[key], b[key])) lines.push(`${part} ${key}: wanted ${a[key]}, found ${b[key]}`);
  }
  return lines.slice(0, 12).join('\n');
}

function asEntries(part: Shown[keyof Shown]): Record<string, unknown> {
  if (Array.isArray(part)) return Object.fromEntries(part.map((line) => [line, 'there']));
  return typeof part === 'object' ? part : { '': part };
}
