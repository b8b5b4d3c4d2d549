/** What happens in a run: each step is done to the reference and to the storage, and says what it was. */
import type { Random, Step, World } from './step.ts';
import {
  addFolderStep,
  checkStep,
  importStep,
  moveStep,
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
    unsubscribeStep,
    moveStep,
    addFolderStep,
    removeFolderStep,
    sweepStep,
    undoStep,
    undoStep,
    undoStep,
    redoStep,
    redoStep,
  ];
  return (random.pick(kinds) as (typeof kinds)[number])(world, random);
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
