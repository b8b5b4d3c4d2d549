/** The first question of a worker that wakes, imported before all that takes longer to be evaluated. */
import { accountKey } from '../storage/account.ts';
import { key as credentialsKey } from '../storage/credentials.ts';
import { askEarly } from '../storage/local-value.ts';
import { settingsKey } from '../storage/settings.ts';

askEarly([accountKey, settingsKey, credentialsKey]);
