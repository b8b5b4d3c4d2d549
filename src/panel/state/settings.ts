import { computed, signal } from '@preact/signals';
import { defaults, loadSettings, onSettingsChanged, type Settings } from '../../storage/settings.ts';
import { keysInUse, withOwnKeys } from '../keyboard.ts';
import { reckoning } from '../times.ts';
import { loadWords, locale } from '../words.ts';

export const settings = signal<Settings>(defaults);

/** How this reader counts time. */
export const reckon = computed(() => reckoning(settings.value.zone, locale.value));

/** Reads the settings, wears them, and follows their changes from now on; the words of their language come after. */
export async function followSettings(): Promise<{ words: Promise<void> }> {
  settings.value = await loadSettings();
  wear(settings.value);
  const words = loadWords(settings.value.language);
  onSettingsChanged((next) => {
    const spoken = settings.value.language;
    settings.value = next;
    wear(next);
    if (next.language !== spoken) void loadWords(next.language);
  });
  return { words };
}

function wear({ theme, density, keys, textSize }: Settings): void {
  keysInUse.value = withOwnKeys(keys);
  document.documentElement.style.fontSize = `${textSize}%`;
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.density = density;
}
