/** The icons, drawn on a grid of 16 with a line of 1.4; they take the colour of the text beside them. */
import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {children}
    </svg>
  );
}

/** Draws an icon made of one path. */
function drawn(path: string) {
  return () => (
    <Icon>
      <path d={path} />
    </Icon>
  );
}

const STAR = 'M8 1.9l1.85 3.85 4.2.55-3.1 2.9.8 4.15L8 11.3l-3.75 2.05.8-4.15-3.1-2.9 4.2-.55z';

export const BackIcon = drawn('M9.8 3.2 5 8l4.8 4.8');
export const RefreshIcon = drawn('M13.2 8A5.2 5.2 0 1 1 11.5 4.2M13.4 2v3h-3');
export const CloseIcon = drawn('m3.8 3.8 8.4 8.4m0-8.4-8.4 8.4');
export const CheckAllIcon = drawn('m1.5 8.6 2.9 2.9 5.4-6.6m-1.9 5.5 1.1 1.1 5.5-6.6');
export const PlusIcon = drawn('M8 3v10M3 8h10');
export const FolderIcon = drawn('M1.8 12.2V3.9h4.1l1.5 1.7h6.8v6.6z');
export const TagIcon = drawn('M2.2 2.2h5.3l6.3 6.3-5.3 5.3-6.3-6.3zm3 3h.01');
export const RiverIcon = drawn(
  'M1.5 4.6c2.2-1.8 4.3-1.8 6.5 0s4.3 1.8 6.5 0M1.5 8.3c2.2-1.8 4.3-1.8 6.5 0s4.3 1.8 6.5 0M1.5 12c2.2-1.8 4.3-1.8 6.5 0s4.3 1.8 6.5 0',
);
export const OpenIcon = drawn('M6.5 3H3v10h10V9.5M9.3 2.8h3.9v3.9M13 3 7.6 8.4');
export const LinkIcon = drawn(
  'M6.7 9.3a2.9 2.9 0 0 0 4.1 0l2.3-2.3a2.9 2.9 0 0 0-4.1-4.1L8 3.9m1.3 2.8a2.9 2.9 0 0 0-4.1 0L2.9 9A2.9 2.9 0 0 0 7 13.1l1-1',
);
export const UndoIcon = drawn('M3 6.3h6.4a3.3 3.3 0 0 1 0 6.6H6M5.6 3.4 2.7 6.3l2.9 2.9');
export const WarningIcon = drawn('M8 2.2 14.4 13.4H1.6zM8 6.4v3.3m0 1.8v.01');
export const OfflineIcon = drawn(
  'm2 2 12 12M5.2 9.6A4 4 0 0 1 8 8.4m2.8 1.2A4 4 0 0 0 9 8.6M2.6 7A7.7 7.7 0 0 1 5.5 5.2m2.4-.5A7.7 7.7 0 0 1 13.4 7M8 12.4h.01',
);
export const LockIcon = drawn('M3.5 7.3h9v6.2h-9zM5.3 7.3V5a2.7 2.7 0 0 1 5.4 0v2.3');
export const UploadIcon = drawn('M8 10.5V2.8M4.8 5.8 8 2.6l3.2 3.2M2.5 10.8v2.7h11v-2.7');
export const DownloadIcon = drawn('M8 2.5v7.7M4.8 7.2 8 10.4l3.2-3.2M2.5 10.8v2.7h11v-2.7');
export const ChevronIcon = drawn('M6.2 3.4 10.8 8l-4.6 4.6');
export const UpIcon = drawn('M8 13V3.4M3.8 7.4 8 3.2l4.2 4.2');
export const GearIcon = drawn(
  'M2 4.2h6.2m3.6 0H14M2 8h1.6m3.6 0H14M2 11.8h6.7m3.6 0H14M8.2 4.2a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0M3.6 8a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0M8.7 11.8a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0',
);
export const PlayIcon = drawn('M4.5 2.8v10.4L13 8z');
export const PauseIcon = drawn('M5 3v10M11 3v10');
export const MuteIcon = drawn(
  'm2.4 2.4 11.2 11.2M6.3 4A8 8 0 0 1 8 3.8c3.4 0 5.6 2.6 6.4 4.2-.4.8-1.1 1.8-2.1 2.6M4 5.3C2.8 6.1 2 7.2 1.6 8c.8 1.6 3 4.2 6.4 4.2 1 0 1.8-.2 2.6-.5M6.6 6.6a2 2 0 0 0 2.8 2.8',
);
export const MarkReadIcon = drawn('m3 8.6 3.2 3.2L13 4.4');

export const SearchIcon = drawn(
  'M11.3 11.3 14 14M2.5 7.2a4.700 4.700 0 1 0 9.400 0 4.700 4.700 0 1 0-9.400 0',
);

export const StarIcon = ({ filled = false }: { filled?: boolean }) =>
  Icon({ children: <path d={STAR} class={filled ? 'filled' : undefined} /> });

export const MoreIcon = () => (
  <Icon>
    <path class="filled" d="M3 8h.01M8 8h.01M13 8h.01" stroke-width="2.4" />
  </Icon>
);

export const DotIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="3.4" class="filled" />
  </Icon>
);

/** The project's own mark: a star and two arcs of signal. */
export const SiderealMark = ({ size = 48 }: { size?: number }) => (
  <svg class="sidereal-mark" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
    <rect width="16" height="16" rx="3.6" fill="#4453c4" />
    <g fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round">
      <path d="M4.5 6.25A5.25 5.25 0 0 1 9.75 11.5" opacity=".85" />
      <path d="M4.5 2.75A8.75 8.75 0 0 1 13.25 11.5" opacity=".6" />
    </g>
    <path fill="#ffe48f" d="M4.5 8.3Q5 11 7.7 11.5Q5 12 4.5 14.7Q4 12 1.3 11.5Q4 11 4.5 8.3Z" />
  </svg>
);
