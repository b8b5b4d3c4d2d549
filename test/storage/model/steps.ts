/** What happens in a run: each step is done to the reference and to the storage, and says what it was. */
import { feedOf, type Random, type Step, type World } from './step.ts';
import {
  addFolderStep,
  checkStep,
  importStep,
  moveStep,
  muteStep,
  removeFolderStep,
  subscribeStep,
  sweepStep,
  unsubscribeStep,
} from './steps-of-feeds.ts';
import {
  markAllStep,
  openStep,
  readStep,
  starStep,
  tagStep,
  unreadStep,
  untagStep,
} from './steps-of-posts.ts';

/** A step that a person, the clock or a feed could take now; undefined when the chosen one is not possible. */
export function randomStep(world: World, random: Random): Step | undefined {
  const kinds = [
    subscribeStep,
    importStep,
    checkStep,
    checkStep,
    checkStep,
    checkStep,
    readStep,
    unreadStep,
    openStep,
    starStep,
    starStep,
    tagStep,
    tagStep,
    untagStep,
    markAllStep,
    markAllStep,
    unsubscribeStep,
    moveStep,
    muteStep,
    muteStep,
    addFolderStep,
    removeFolderStep,
    sweepStep,
    undoStep,
    undoStep,
    undoStep,
    redoStep,
    redoStep,
  ];
  // A library without feeds would show nothing.
  if (feedOf(world, random) === undefined && random.below(3) > 0) return subscribeStep(world, random);
  // Taken back, what was marked must meet what came between.
  const after = [
    checkStep,
    checkStep,
    checkStep,
    sweepStep,
    undoStep,
    undoStep,
    undoStep,
    redoStep,
    redoStep,
  ];
  const left = world.markedAll ?? 0;
  const mutedLeft = world.muted ?? 0;
  world.markedAll = Math.max(0, left - 1);
  world.muted = Math.max(0, mutedLeft - 1);
  const wanted = left > 0 ? after : [checkStep, markAllStep, markAllStep];
  const now = left + mutedLeft > 0 && random.below(4) > 0 ? wanted : kinds;
  return (random.pick(now) as (typeof kinds)[number])(world, random);
}

function undoStep({ now }: World): Step {
  return {
    name: 'undo',
    inReference: (reference) => reference.undo(),
    inStorage: (panel) => panel.undo(now),
  };
}

function redoStep({ now }: World): Step {
  return {
    name: 'redo',
    inReference: (reference) => reference.redo(),
    inStorage: (panel) => panel.redo(now),
  };
}
