/** The code of one life: the background as it is, and beside it what the panel and the tests ask of the same database. */
import '../../src/background/main.ts';

export { updateBadge } from '../../src/badge.ts';
export { readOpml } from '../../src/feeds/opml.ts';
export { settleRestored, waitingKey } from '../../src/panel/settle-restored.ts';
export { readCopy } from '../../src/storage/backup/copy.ts';
export { loadCopies } from '../../src/storage/backup/kept-copies.ts';
export { restoreFile } from '../../src/storage/backup/restore-file.ts';
export { writeBackupFile } from '../../src/storage/backup/write-file.ts';
export { chooseAlerts } from '../../src/storage/choose-alerts.ts';
export { loadCredentials } from '../../src/storage/credentials.ts';
export { db, storeNow } from '../../src/storage/database.ts';
export { renameFeed } from '../../src/storage/feeds.ts';
export { addFolder } from '../../src/storage/folders.ts';
export { markRead } from '../../src/storage/mark-read.ts';
export { markAllRead } from '../../src/storage/marks.ts';
export { importSubscriptions } from '../../src/storage/opml-list.ts';
export { lastRestored } from '../../src/storage/restored.ts';
export { rewriteRows } from '../../src/storage/rewrites.ts';
export { addRule } from '../../src/storage/rule-list.ts';
export { loadSettings, saveSettings } from '../../src/storage/settings.ts';
export { star } from '../../src/storage/stars.ts';
export { subscribe } from '../../src/storage/subscriptions.ts';
export { addTag } from '../../src/storage/tagging.ts';
export { listActions, redo, undo } from '../../src/storage/undo.ts';
export { partSize } from '../../src/storage/undo-parts.ts';
export { saveView } from '../../src/storage/views.ts';
export { counted, firstFlaw, recount, recountBadge } from '../storage/recount.ts';
