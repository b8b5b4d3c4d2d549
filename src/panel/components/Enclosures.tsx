import { useEffect, useRef } from 'preact/hooks';
import type { ParsedEnclosure } from '../../feeds/model.ts';
import { keepPlace } from '../reading/keep-place.ts';
import { word } from '../words.ts';
import { DownloadIcon } from './icons.tsx';
import { Player } from './Player.tsx';

interface Props {
  enclosures: ParsedEnclosure[];
  postId: number;
  /** How far each was played before, in seconds, by address. */
  played: Record<string, number>;
}

/** The files that go with a post: sound and film with a player, all else as a link. */
export function Enclosures({ enclosures, postId, played }: Props) {
  return (
    <ul class="enclosures">
      {enclosures.map((enclosure) => (
        <li key={enclosure.url}>
          <Enclosure enclosure={enclosure} postId={postId} playedSeconds={played[enclosure.url]} />
        </li>
      ))}
    </ul>
  );
}

interface OneProps {
  enclosure: ParsedEnclosure;
  postId: number;
  playedSeconds: number | undefined;
}

function Enclosure({
  enclosure: { url, type = '', title, durationSeconds },
  postId,
  playedSeconds,
}: OneProps) {
  const facts = { url, postId, durationSeconds, playedSeconds };
  if (type.startsWith('audio/')) return <Player {...facts} />;
  if (type.startsWith('video/')) return <Film {...facts} />;
  const file = url.split(/[?#]/)[0]?.split('/').pop();
  return (
    <a class="enclosure" href={url} target="_blank" rel="noopener noreferrer">
      <DownloadIcon />
      <bdi>{title || file || word('attachment')}</bdi>
    </a>
  );
}

function Film({
  url,
  postId,
  playedSeconds,
}: {
  url: string;
  postId: number;
  playedSeconds: number | undefined;
}) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) return keepPlace(video.current, postId, url, playedSeconds);
  }, [url, postId]);
  // biome-ignore lint/a11y/useMediaCaption: feeds bring no captions
  return <video ref={video} src={url} controls preload="none" />;
}
