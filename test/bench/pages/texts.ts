import { randomOf } from '../../random.ts';

const words =
  'the worker reads posts from feeds and writes them into tables with indexes so that panels open at once'.split(
    ' ',
  );
const random = randomOf(7);

/** Texts are taken from a few that are made once: making each anew costs more than storing it. */
export const sentences = Array.from({ length: 200 }, () => sentence(5));
export const snippets = Array.from({ length: 200 }, () => sentence(40));
/** 2 kB each. */
export const bodies = Array.from({ length: 100 }, body);

function sentence(length: number): string {
  return Array.from({ length }, () => words[random.below(words.length)]).join(' ');
}

function body(): string {
  return `<p>${Array.from({ length: 8 }, () => sentence(45)).join('</p><p>')}</p>`;
}
