import type { Page } from 'puppeteer-core';

/** Every row of a store of the extension's database (or an account's), read in one of its pages without the extension's code. */
export async function readAll<Row>(page: Page, store: string, database = 'sidereal'): Promise<Row[]> {
  // As text: Firefox's protocol takes minutes for thousands of objects.
  const text = await page.evaluate(
    (name, databaseName) =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open(databaseName);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains(name)) {
            database.close();
            return resolve('[]');
          }
          const reading = database.transaction(name).objectStore(name).getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            database.close();
            resolve(JSON.stringify(reading.result));
          };
        };
      }),
    store,
    database,
  );
  return JSON.parse(text) as Row[];
}

/** The names of the stores in the extension's database. */
export function storeNames(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('sidereal');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const names = [...opening.result.objectStoreNames];
          opening.result.close();
          resolve(names);
        };
      }),
  );
}
