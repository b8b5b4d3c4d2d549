interface Props {
  label: string;
  width: number;
  limits: readonly [least: number, most: number];
  onResize(width: number): void;
  onReset(): void;
}

const step = 16;

/** The line at the end of a pane: it is dragged, or moved with the arrow keys; a double click takes it back. */
export function Separator({ label, width, limits, onResize, onReset }: Props) {
  const isRtl = () => document.documentElement.dir === 'rtl';
  const drag = (down: PointerEvent) => {
    const line = down.currentTarget as HTMLElement;
    line.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent) => {
      const moved = event.clientX - down.clientX;
      onResize(width + (isRtl() ? -moved : moved));
    };
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const wider = isRtl() ? 'ArrowLeft' : 'ArrowRight';
    const narrower = isRtl() ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === wider) onResize(width + step);
    else if (event.key === narrower) onResize(width - step);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      class="separator"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={limits[0]}
      aria-valuemax={limits[1]}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={onKeyDown}
      onDblClick={onReset}
    />
  );
}
