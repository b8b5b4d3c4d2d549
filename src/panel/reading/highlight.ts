/** Colours for code. Lowlight gives a tree and no markup: no string has to become HTML. */
import { common, createLowlight } from 'lowlight';

const lowlight = createLowlight(common);

/** Longer code keeps one colour: the time is better spent on reading it. */
const LONGEST = 10_000;
/** In some grammars the time grows with the square of an unbroken run: hostile code would stop the panel for seconds. */
const TOO_LONG_A_RUN = /\S{300}|.{1000}/;
/** What may be guessed is short, or its language stays unknown. */
const LONGEST_GUESSED = 3_000;
const SURE_ENOUGH = 8;
const GUESSED = [
  'bash',
  'c',
  'cpp',
  'css',
  'go',
  'java',
  'javascript',
  'json',
  'python',
  'rust',
  'sql',
  'xml',
];

type Tree = ReturnType<typeof lowlight.highlight>;
type Child = Tree['children'][number];

/** Code in coloured parts and the name of its language; undefined where the language is unknown or the code too long. */
export function highlight(
  code: string,
  named: string | undefined,
): { language: string; nodes: Node[] } | undefined {
  if (code.length > LONGEST || TOO_LONG_A_RUN.test(code)) return undefined;
  const language = named?.toLowerCase();
  if (language !== undefined && lowlight.registered(language))
    return { language, nodes: nodesOf(lowlight.highlight(language, code).children) };
  if (language !== undefined || code.length > LONGEST_GUESSED || !code.includes('\n')) return undefined;
  const { children, data } = lowlight.highlightAuto(code, { subset: GUESSED });
  if (data?.language === undefined || (data.relevance ?? 0) < SURE_ENOUGH) return undefined;
  return { language: data.language, nodes: nodesOf(children) };
}

function nodesOf(children: readonly Child[]): Node[] {
  return children.flatMap((child): Node[] => {
    if (child.type === 'text') return [document.createTextNode(child.value)];
    if (child.type !== 'element') return [];
    const part = document.createElement('span');
    part.className = [child.properties.className ?? []].flat().join(' ');
    part.append(...nodesOf(child.children));
    return [part];
  });
}
