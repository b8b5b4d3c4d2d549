import type { FullTextState } from '../state/full-texts.ts';
import { word } from '../words.ts';

interface Props {
  state: FullTextState | undefined;
  /** The feed itself says that this is not all. */
  isCutOff: boolean;
  onFetch(): void;
}

/** Under a text that is only a part: says so, and offers the whole. A short text is offered more without a claim. */
export function FullTextOffer({ state, isCutOff, onFetch }: Props) {
  const isAsking = state?.kind === 'asking';
  if (state === undefined && !isCutOff)
    return (
      <p class="full-text-quiet">
        <button type="button" class="link-button" data-action="full-text" onClick={onFetch}>
          {word('getFullText')}
        </button>
      </p>
    );
  return (
    <div class="full-text-offer" data-state={state?.kind}>
      <p aria-live="polite">{state?.kind === 'failed' ? state.why : word('onlyBeginning')}</p>
      <button
        type="button"
        class="button small"
        data-action="full-text"
        disabled={isAsking}
        onClick={onFetch}
      >
        {word(isAsking ? 'fullTextAsking' : state?.kind === 'failed' ? 'tryAgain' : 'getFullText')}
      </button>
    </div>
  );
}

/** At the end of a text that was cut for its length: says so, and leads to the page that has the rest. */
export function CutNote({ hasPage, onOpen }: { hasPage: boolean; onOpen(): void }) {
  return (
    <div class="full-text-offer text-cut">
      <p>{word('textCut')}</p>
      {hasPage && (
        <button type="button" class="button small" data-action="open-link" onClick={onOpen}>
          {word('openLink')}
        </button>
      )}
    </div>
  );
}

interface NoteProps {
  /** When it was fetched, in words. */
  ago: string;
  isShown: boolean;
  onSwitch(): void;
}

/** Over a text that was fetched from the post's page: says so, and leads back to the feed's own. */
export function FullTextNote({ ago, isShown, onSwitch }: NoteProps) {
  return (
    <p class="full-text-note">
      <span>{isShown ? word('fullTextFrom', { ago }) : word('feedText')}</span>
      <button type="button" class="link-button" data-action="full-text" onClick={onSwitch}>
        {word(isShown ? 'showFeedText' : 'showFullText')}
      </button>
    </p>
  );
}
