import type { ParsedEnclosure } from '../../feeds/model.ts';
import { word } from '../words.ts';
import { DownloadIcon } from './icons.tsx';

/** The files that go with a post: sound and film with a player, all else as a link. */
export function Enclosures({ enclosures }: { enclosures: ParsedEnclosure[] }) {
  return (
    <ul class="enclosures">
      {enclosures.map((enclosure) => (
        <li key={enclosure.url}>
          <Enclosure enclosure={enclosure} />
        </li>
      ))}
    </ul>
  );
}

function Enclosure({ enclosure: { url, type = '', title } }: { enclosure: ParsedEnclosure }) {
  // biome-ignore lint/a11y/useMediaCaption: feeds bring no captions
  if (type.startsWith('audio/')) return <audio src={url} controls preload="none" />;
  // biome-ignore lint/a11y/useMediaCaption: feeds bring no captions
  if (type.startsWith('video/')) return <video src={url} controls preload="none" />;
  const file = url.split(/[?#]/)[0]?.split('/').pop();
  return (
    <a class="enclosure" href={url} target="_blank" rel="noopener noreferrer">
      <DownloadIcon />
      <bdi>{title || file || word('attachment')}</bdi>
    </a>
  );
}
