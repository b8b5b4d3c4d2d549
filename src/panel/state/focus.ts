import { computed } from '@preact/signals';
import { focusEndsAt } from '../../feeds/focus.ts';
import { now } from './clock.ts';
import { settings } from './settings.ts';

/** When the focus that holds now ends; undefined when there is none. */
export const focusUntil = computed(() => focusEndsAt(settings.value, now.value));
