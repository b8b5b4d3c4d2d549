/** The floor of opening: a bare page that opens the same database, reads fifty rows of a sorted index and paints them. */
const request = indexedDB.open('sidereal');
request.onsuccess = () => {
  const index = request.result.transaction('posts').objectStore('posts').index('[riverAt+id]');
  const options = { count: 50, direction: 'prev' };
  const rows = (index as unknown as { getAll(options: object): IDBRequest<{ title?: string }[]> }).getAll(
    options,
  );
  rows.onsuccess = () => {
    for (const row of rows.result) {
      const article = document.createElement('article');
      article.className = 'post';
      article.textContent = row.title ?? '';
      document.body.append(article);
    }
  };
};
