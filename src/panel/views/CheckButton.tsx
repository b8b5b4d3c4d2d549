import * as actions from '../actions.ts';
import { IconButton } from '../components/IconButton.tsx';
import { RefreshIcon } from '../components/icons.tsx';
import { isChecking } from '../state/library.ts';
import { word } from '../words.ts';

/** Asks the feeds for what is new; turns while a check is under way. */
export function CheckButton({ feedIds }: { feedIds?: number[] | undefined }) {
  return (
    <IconButton
      action="check-now"
      class={isChecking.value ? 'turning' : ''}
      label={word(isChecking.value ? 'checking' : 'checkNow')}
      onClick={() => isChecking.value || void actions.checkNow(feedIds)}
    >
      <RefreshIcon />
    </IconButton>
  );
}
