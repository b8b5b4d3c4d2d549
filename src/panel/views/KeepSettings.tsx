import { defaults, type Settings } from '../../storage/settings.ts';
import * as actions from '../actions.ts';
import { Setting } from '../components/Setting.tsx';
import { daysOffered, postsOffered } from '../keep-choices.ts';
import { settings } from '../state/settings.ts';
import { counted, digits, word } from '../words.ts';
import { StorageUse } from './StorageUse.tsx';

/** How long posts are kept, what never goes, and what all of it takes on the disk. */
export function KeepSettings() {
  const now = settings.value;
  const set = (patch: Partial<Settings>) => void actions.choose(patch);
  const choices = (offered: readonly number[], value: number, words: (count: number) => string) =>
    [...new Set([...offered, value])]
      .sort((a, b) => a - b)
      .map((count) => [String(count), words(count)] as const);
  return (
    <>
      <h2>{word('setKeep')}</h2>
      <Setting
        name="keepDays"
        options={choices(daysOffered, now.keepDays, (days) =>
          days === 0 ? word('keepForever') : counted('days', days),
        )}
        value={String(now.keepDays)}
        standard={String(defaults.keepDays)}
        onChoose={(days) => set({ keepDays: Number(days) })}
      />
      <Setting
        name="keepPosts"
        options={choices(postsOffered, now.keepPosts, (posts) =>
          posts === 0 ? word('keepAll') : digits(posts),
        )}
        value={String(now.keepPosts)}
        standard={String(defaults.keepPosts)}
        onChoose={(posts) => set({ keepPosts: Number(posts) })}
      />
      {(['keepUnread', 'keepStarred'] as const).map((name) => (
        <Setting
          key={name}
          name={name}
          options={[
            ['true', word('yes')],
            ['false', word('no')],
          ]}
          value={String(now[name])}
          standard={String(defaults[name])}
          onChoose={(value) => set({ [name]: value === 'true' })}
        />
      ))}
      <StorageUse />
    </>
  );
}
