/** Every work is cut off at some of its awaits, by one seed; the long test draws a new one and cuts at all of them. */
import { testKills } from './kill.ts';

const seed = Number(process.env.KILL_SEED ?? 1);
const most = Number(process.env.KILL_CUTS ?? 5);
const isWhole = process.env.KILL_CUTS === 'all';

/** Long works are cut in fewer places, so that all of it takes some twenty seconds. */
const some = (answers: number) => Math.min(most, Math.ceil((most * 600) / answers));

testKills(seed, isWhole ? (answers) => answers : some, isWhole ? 3_600_000 : 240_000);
