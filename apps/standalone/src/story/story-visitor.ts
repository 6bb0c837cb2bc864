const TIMEOUT_MS = 15_000;

/** A requester with a browser: reads a page, fills in its form, follows the redirect. */
export class StoryVisitor {
  constructor(private readonly base: string) {}

  async read(path: string): Promise<string> {
    const response = await fetch(this.base + path, {
      headers: { accept: 'text/html' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const html = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return html;
  }

  /** Posts the form and returns the page that the browser ends on. */
  async post(path: string, fields: Record<string, string>): Promise<string> {
    const response = await fetch(this.base + path, {
      method: 'POST',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const html = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return html;
  }
}

/** The values of hidden fields, such as the form's token. */
export const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
      /name="([^"]*)"/.exec(tag)?.[1] ?? '',
      /value="([^"]*)"/.exec(tag)?.[1] ?? '',
    ]),
  );

/** What a reader sees of a page. */
export const visibleText = (html: string): string =>
  html
    .replace(/<head>[\s\S]*?<\/head>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
