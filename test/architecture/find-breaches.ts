import { posix } from 'node:path';
import {
  DOORS,
  EMPTY_NAMES,
  FORBIDDEN,
  LONGEST_FILE,
  MAY_IMPORT,
  MAY_IMPORT_TYPES,
  MAY_NAME_ADDRESSES,
  ROOMS,
  type Room,
} from './walls.ts';

/** Every place where a source file breaks a wall, in words; `path` starts with "src/". */
export function findBreaches(path: string, text: string): string[] {
  const code = withoutComments(text);
  return [
    ...importBreaches(path, code),
    ...forbiddenBreaches(path, code),
    ...nameBreaches(path),
    ...(text.split('\n').length - 1 > LONGEST_FILE ? [`${path} has more than ${LONGEST_FILE} lines`] : []),
  ];
}

function importBreaches(path: string, code: string): string[] {
  const room = roomOf(path);
  if (!room) return [`${path} lies in no room`];
  return importsOf(code).flatMap(({ from, typeOnly }) => {
    if (from.startsWith('.')) {
      const target = posix.join(posix.dirname(path), from);
      // Styles, words and other things that are no code.
      if (!target.startsWith('src/') || !/\.(ts|tsx|js)$|\/[^.]+$/.test(target)) return [];
      const other = roomOf(target);
      if (other === room || (other && MAY_IMPORT[room].includes(other))) return [];
      if (typeOnly && other && MAY_IMPORT_TYPES[room]?.includes(other)) return [];
      return [`${path} imports ${target}: ${room} may not import ${other ?? 'that'}`];
    }
    const name = from
      .split('/')
      .slice(0, from.startsWith('@') ? 2 : 1)
      .join('/');
    const door = DOORS[name];
    if (!door) return [`${path} imports ${name}: no door is named for it in walls.ts`];
    return path.startsWith(door) ? [] : [`${path} imports ${name}: its door is ${door}`];
  });
}

function forbiddenBreaches(path: string, code: string): string[] {
  const found = FORBIDDEN.filter(
    ({ what, where, except }) => path.startsWith(where) && !except?.includes(path) && what.test(code),
  ).map(({ what, why }) => `${path} has "${code.match(what)?.[0]}": ${why}`);
  const address = code.match(/['"`]https?:\/\/[\w-]+\.[^'"`]*/)?.[0];
  // ".invalid" is a name that no one can have.
  if (address && !address.includes('.invalid') && !MAY_NAME_ADDRESSES.some((place) => path.startsWith(place)))
    found.push(`${path} names ${address}: addresses belong to the reader`);
  return found;
}

function nameBreaches(path: string): string[] {
  const name = posix.basename(path);
  const found: string[] = [];
  if (EMPTY_NAMES.test(path)) found.push(`${path} has a name that says nothing`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*\.(test\.)?tsx?$|^[A-Z][A-Za-z0-9]*\.tsx$/.test(name))
    found.push(`${path} is neither kebab-case nor a component's name`);
  if (path.startsWith('src/panel/state/') && path.endsWith('.tsx'))
    found.push(`${path} has JSX in the state`);
  return found;
}

function roomOf(path: string): Room | undefined {
  const name = path.split('/')[1]?.replace(/\.ts$/, '');
  return ROOMS.find((room) => room === name);
}

/** What a source file is evaluated after: no types, and nothing that is loaded later. Our own files begin with "src/". */
export function evaluatedFirst(path: string, text: string): string[] {
  return importsOf(withoutComments(text))
    .filter(({ typeOnly, isLate }) => !typeOnly && !isLate)
    .map(({ from }) => (from.startsWith('.') ? posix.join(posix.dirname(path), from) : from));
}

interface Import {
  from: string;
  typeOnly: boolean;
  isLate: boolean;
}

function importsOf(code: string): Import[] {
  const statements = code.matchAll(/^(import|export)\s+(type\s+)?[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm);
  const bare = code.matchAll(/(?:^import\s*|\b(import\()\s*)['"]([^'"]+)['"]/gm);
  return [
    ...[...statements].map(([, , type, from = '']) => ({
      from,
      typeOnly: type !== undefined,
      isLate: false,
    })),
    ...[...bare].map(([, late, from = '']) => ({ from, typeOnly: false, isLate: late !== undefined })),
  ];
}

/** The code without its comments; strings stay. A regular expression holding quotes may confuse it, no more. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<![\\:/])\/\/.*/g,
    (_all, string: string | undefined) => string ?? '',
  );
}
