/** An RSS feed of so many posts that differ in their numbers only. */
export function samePosts(posts: number, body: string): Uint8Array {
  const items = Array.from(
    { length: posts },
    (_, i) =>
      `<item><title>Post ${i}</title><link>https://a.example/${i}</link><guid>${i}</guid>` +
      `<pubDate>Mon, 15 Jan 2024 10:30:00 GMT</pubDate><description>${body}</description></item>`,
  );
  const text = `<rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`;
  return new TextEncoder().encode(text);
}

export const SHORT_BODY = '&lt;p&gt;Some words of a post.&lt;/p&gt;'.repeat(10);
