/** Every work is cut off at some of its awaits, by one seed; the long test draws a new one and cuts at all of them. */
import { testKills } from './kill.ts';

const seed = Number(process.env.KILL_SEED ?? 1);
const most = Number(process.env.KILL_CUTS ?? 5);

/** Long works are cut in fewer places, so that all of it takes some twenty seconds. */
testKills(seed, (answers) => Math.min(most, Math.ceil((most * 600) / answers)), 240_000);
