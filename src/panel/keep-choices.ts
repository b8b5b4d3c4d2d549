/** How long and how many posts a person may choose to keep; 0 is all. */
export const daysOffered = [0, 30, 60, 90, 180, 365, 730] as const;
export const postsOffered = [0, 50, 100, 200, 500, 1000] as const;
