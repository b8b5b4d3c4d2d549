/** Chrome's hidden page: the worker asks here for what takes a DOM, or more code than it should start with. */
import { answerAsHiddenPage } from '../messages.ts';
import { tasks } from './tasks.ts';

answerAsHiddenPage(tasks);
