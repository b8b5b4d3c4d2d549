import { useEffect, useRef, useState } from 'preact/hooks';
import { keepPlace } from '../reading/keep-place.ts';
import { digits, locale, word } from '../words.ts';
import { PauseIcon, PlayIcon } from './icons.tsx';

interface Props {
  url: string;
  postId: number;
  /** What the feed says it lasts; the file itself is asked for only when it is played. */
  durationSeconds: number | undefined;
  /** How far it was played before. */
  playedSeconds: number | undefined;
}

const SPEEDS = [1, 1.25, 1.5, 2];
const BACK_SECONDS = 15;

/** Sound that goes with a post: play, a line to seek in, a step back, the speed. It goes on where it was left. */
export function Player({ url, postId, durationSeconds, playedSeconds }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [at, setAt] = useState(playedSeconds ?? 0);
  const [length, setLength] = useState(durationSeconds ?? 0);
  const [speed, setSpeed] = useState(1);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (audio.current !== null) return keepPlace(audio.current, postId, url, playedSeconds);
  }, [url, postId]);
  const sound = () => audio.current as HTMLAudioElement;
  const seek = (seconds: number) => {
    sound().currentTime = Math.max(0, seconds);
    setAt(Math.max(0, seconds));
  };
  return (
    <div class="player" data-playing={isPlaying || undefined}>
      {/* biome-ignore lint/a11y/useMediaCaption: feeds bring no captions */}
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onDurationChange={(event) =>
          Number.isFinite(event.currentTarget.duration) && setLength(event.currentTarget.duration)
        }
        onError={() => setHasFailed(true)}
      />
      <button
        type="button"
        class="player-play"
        data-action="play"
        aria-label={word(isPlaying ? 'pause' : 'play')}
        title={word(isPlaying ? 'pause' : 'play')}
        onClick={() =>
          isPlaying
            ? sound().pause()
            : sound()
                .play()
                .catch(() => setHasFailed(true))
        }
      >
        {isPlaying ? <PauseIcon /> : <PlayIcon />}
      </button>
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.round(length))}
        value={Math.round(at)}
        disabled={length === 0}
        aria-label={word('position')}
        aria-valuetext={clockOf(at)}
        onInput={(event) => seek(Number(event.currentTarget.value))}
      />
      <p class="player-facts">
        <span>{length > 0 ? `${clockOf(at)} / ${clockOf(length)}` : clockOf(at)}</span>
        <button
          type="button"
          class="link-button"
          data-action="play-back"
          onClick={() => seek(at - BACK_SECONDS)}
        >
          {word('secondsBack', { seconds: BACK_SECONDS })}
        </button>
        <button
          type="button"
          class="link-button"
          data-action="play-speed"
          aria-label={word('speed', { speed: digits(speed) })}
          onClick={() => {
            const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
            sound().playbackRate = next;
            setSpeed(next);
          }}
        >
          {`${digits(speed)}×`}
        </button>
      </p>
      {hasFailed && <p class="danger-text">{word('playFailed')}</p>}
    </div>
  );
}

/** Seconds as 4:05 or 1:02:03. */
function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  const write = new Intl.NumberFormat(locale.value, { minimumIntegerDigits: 2, useGrouping: false });
  return shown.map((part, i) => (i === 0 ? digits(part) : write.format(part))).join(':');
}
