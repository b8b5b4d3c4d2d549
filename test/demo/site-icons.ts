const LINE = 'fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"';

/** The icons of the demo's sites: a colour, and what is drawn on it, on a grid of 32. */
const ICONS: Record<string, [colour: string, drawing: string]> = {
  'planet-orbit': [
    '#2f5fb3',
    `<circle cx="16" cy="16" r="5" fill="#fff"/><ellipse cx="16" cy="16" rx="12" ry="5" ${LINE} transform="rotate(-24 16 16)"/>`,
  ],
  'planet-ferrous': [
    '#a4452c',
    `<path d="M16 5l9.5 5.5v11L16 27l-9.5-5.5v-11z" ${LINE}/><circle cx="16" cy="16" r="3.5" fill="#fff"/>`,
  ],
  'planet-hearth': [
    '#b7791f',
    `<path d="M16 5c1 5 7 7 7 13a7 7 0 0 1-14 0c0-3 2-5 3-7 1 2 2 3 3 3 1-2 1-6 1-9z" fill="#fff"/>`,
  ],
  'slow-imports': ['#5b6ad0', `<path d="M7 20a9 9 0 0 1 18 0zM5 24h23M25 18l3-5" ${LINE}/>`],
  'patient-debugger': [
    '#3d7a4f',
    `<ellipse cx="16" cy="18" rx="6" ry="8" fill="#fff"/><path d="M16 10V6M8 13l4 2M24 13l-4 2M7 20h4M25 20h-4M9 27l3-3M23 27l-3-3" ${LINE}/>`,
  ],
  'tidy-frames': ['#1f7f86', `<path d="M6 8h20v16H6zM6 14h20M14 8v16" ${LINE}/>`],
  'borrowed-time': ['#8a5a2b', `<path d="M9 5h14M9 27h14M10 5c0 7 12 8 12 22M22 5c0 7-12 8-12 22" ${LINE}/>`],
  'old-compiler': ['#4a4e69', `<path d="M7 9h18v11H7zM12 26h8M16 20v6M11 13l3 2-3 2" ${LINE}/>`],
  'plain-markup': ['#222831', `<path d="M12 9l-7 7 7 7M20 9l7 7-7 7" ${LINE}/>`],
  'rows-and-columns': ['#7a3e9d', `<path d="M8 25V15M16 25V7M24 25V19" ${LINE}/>`],
  'terminal-garden': [
    '#2e6b3a',
    `<path d="M16 27V15M16 18c-6 0-8-4-8-8 5 0 8 3 8 8zM16 15c0-5 3-8 8-8 0 5-3 8-8 8z" ${LINE}/>`,
  ],
  'small-hours-radio': [
    '#1d2a5c',
    `<path d="M20 22A9 9 0 1 1 20 7a7.500 7.500 0 0 0 0 15z" fill="#fff"/><path d="M24 11a6 6 0 0 1 0 8" ${LINE}/>`,
  ],
};

/** A site's icon (SVG); a plain tile where none was drawn. */
export function siteIcon(name: string): string {
  const [colour, drawing] = ICONS[name] ?? ['#6b7280', ''];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${colour}"/>${drawing}</svg>`;
}
