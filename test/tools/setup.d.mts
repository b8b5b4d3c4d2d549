export function ensurePackages(): void;
export function ensureBrowser(browser: 'chrome' | 'firefox'): boolean;
export function ensureFonts(): void;
export function ensurePostgres(): void;
