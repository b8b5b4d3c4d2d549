/** What a rule can do, in the order of its form; tags have a field of their own. */
export const FLAGS = ['hide', 'read', 'star', 'notify', 'offBadge', 'stop'] as const;
