import { rememberPlayed } from '../../storage/reading.ts';

const WRITE_EVERY_MS = 5000;

/** Lets a player go on where it was left, and writes down how far it came. Answers how to stop. */
export function keepPlace(
  media: HTMLMediaElement,
  postId: number,
  url: string,
  seconds: number | undefined,
): () => void {
  let writtenAt = 0;
  const goOn = () => {
    if (seconds !== undefined && seconds < media.duration - 1) media.currentTime = seconds;
  };
  const write = () => {
    writtenAt = Date.now();
    rememberPlayed(postId, url, media.ended ? 0 : media.currentTime).catch(console.error);
  };
  const onTime = () => {
    if (!media.paused && Date.now() - writtenAt > WRITE_EVERY_MS) write();
  };
  media.addEventListener('loadedmetadata', goOn, { once: true });
  media.addEventListener('timeupdate', onTime);
  media.addEventListener('pause', write);
  media.addEventListener('ended', write);
  return () => {
    if (!media.paused) write();
    media.removeEventListener('loadedmetadata', goOn);
    media.removeEventListener('timeupdate', onTime);
    media.removeEventListener('pause', write);
    media.removeEventListener('ended', write);
  };
}
