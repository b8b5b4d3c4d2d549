import { readFileSync } from 'node:fs';
import { dailyNotes, liveNotes } from './changing-posts.ts';
import type { DemoBlog, DemoPost } from './demo-post.ts';
import { instant } from './instant.ts';
import { TONE } from './pictures.ts';

/** The posts of a blog, newest first, dated back from `start`; `siteUrl` ends without a slash. */
export function readBlog(blog: DemoBlog, siteUrl: string, start: Date, now = new Date()): DemoPost[] {
  const text = readFileSync(new URL(`blogs/${blog.name}.html`, import.meta.url), 'utf8');
  const posts = text
    .split('<!-- post ')
    .slice(1)
    .map((part) => readPost(part, blog, siteUrl, start, now));
  const notes = blog.name === 'terminal-garden' ? dailyNotes(siteUrl, start) : [];
  return [...posts, ...notes].sort((a, b) => b.at.getTime() - a.at.getTime());
}

function readPost(part: string, blog: DemoBlog, siteUrl: string, start: Date, now: Date): DemoPost {
  const [head = '', html = ''] = part.split('-->\n');
  const [slug = '', ...lines] = head.trim().split('\n');
  const fields = new Map(lines.map((line) => [line.split(': ')[0], line.split(': ').slice(1).join(': ')]));
  const [daysAgo = '0', time = '12:00'] = fields.get('at')?.split(' ') ?? [];
  const [file, duration = ''] = fields.get('audio')?.split(' ') ?? [];
  const live = html.includes('{{live}}') ? liveNotes(now) : undefined;
  const title = fields.get('title');
  return {
    id: `${siteUrl}/posts/${slug}`,
    link: `${siteUrl}/posts/${slug}`,
    at: instant(start, Number(daysAgo), time),
    tags: fields.get('tags')?.split(', ') ?? [],
    html: html
      .trim()
      .replaceAll('{{host}}', siteUrl)
      .replaceAll('{{live}}', live?.html ?? ''),
    ...(time === 'date' && { dateOnly: true }),
    ...(live && { updatedAt: live.updatedAt }),
    ...(title && { title }),
    ...(blog.author && { author: blog.author }),
    ...(file && { audio: { url: `${siteUrl}/audio/${file}`, bytes: TONE.length, duration } }),
  };
}
