import { ChevronIcon } from '../components/icons.tsx';
import { word } from '../words.ts';

/** The settings that have a screen of their own. */
export function SettingsLinks() {
  return (
    <nav class="settings-links" aria-label={word('settings')}>
      {(['account', 'rules', 'alerts', 'backup'] as const).map((view) => (
        <a key={view} class="setting" href={`#/${view}`} data-action={`go-${view}`}>
          <span>
            <strong>{word(view)}</strong>
            <span class="setting-text">{word(`settingsLink_${view}`)}</span>
          </span>
          <ChevronIcon />
        </a>
      ))}
    </nav>
  );
}
