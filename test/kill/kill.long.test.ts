/** Every work is cut off at each of its awaits: some thousand lives, an hour. */
import { seedOf } from '../random.ts';
import { testKills } from './kill.ts';

testKills(seedOf('KILL_SEED'), (answers) => answers, 2 * 3_600_000);
