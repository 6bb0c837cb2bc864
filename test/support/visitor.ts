/** A person with a browser that runs no script: reads pages, fills in their forms, follows redirects. */
export interface PageAnswer {
  status: number;
  html: string;
  /** Where the browser is now. */
  path: string;
  headers: Headers;
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x60': '`',
  '#x3D': '=',
};

/** Text of an attribute or element, as the browser shows it. */
export const unescaped = (html: string): string =>
  html.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The fields of the page's form with the values that they hold now. */
export const fieldsOf = (html: string): Record<string, string> => {
  const fields: Record<string, string> = {};
  const attribute = (tag: string, name: string): string | null => {
    const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag);
    return found ? unescaped(found[1]!) : null;
  };
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const type = attribute(tag, 'type');
    if ((type === 'radio' || type === 'checkbox') && !/\bchecked\b/.test(tag)) continue;
    fields[attribute(tag, 'name')!] = attribute(tag, 'value') ?? '';
  }
  for (const [, tag, text] of html.matchAll(/<textarea\b([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) {
    fields[attribute(tag!, 'name')!] = unescaped(text!);
  }
  for (const [, tag, options] of html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option value="([^"]*)" selected>/.exec(options!);
    fields[attribute(tag!, 'name')!] = chosen ? unescaped(chosen[1]!) : '';
  }
  return fields;
};

/** What a reader sees: tags gone, blanks joined. */
export const textOf = (html: string): string =>
  unescaped(
    html
      .replace(/<style[\s\S]*?<\/style>|<head>[\s\S]*?<\/head>/g, '')
      // Only keeps its words on one line.
      .replace(/<span class="nowrap">([^<]*)<\/span>/g, '$1')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' '),
  );

export class Visitor {
  constructor(
    readonly base: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  async get(path: string): Promise<PageAnswer> {
    return this.follow(path, await this.fetch(path));
  }

  /** Posts a form and follows the redirect, as a browser does. */
  async post(path: string, fields: Record<string, string>): Promise<PageAnswer> {
    const body = new URLSearchParams(fields).toString().replaceAll('%0A', '%0D%0A');
    return this.follow(path, await this.fetch(path, body));
  }

  /** Posts the form that stands on a page, with some fields changed. */
  async submit(page: PageAnswer, changed: Record<string, string>): Promise<PageAnswer> {
    const action = unescaped(/<form method="post" action="([^"]+)"/.exec(page.html)![1]!);
    return this.post(action, { ...fieldsOf(page.html), ...changed });
  }

  private fetch(path: string, body?: string): Promise<Response> {
    return fetch(this.base + path, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      headers: {
        accept: 'text/html',
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...this.headers,
      },
      body,
    });
  }

  private async follow(path: string, response: Response): Promise<PageAnswer> {
    if (response.status === 303) return this.get(response.headers.get('location')!);
    return { status: response.status, html: await response.text(), path, headers: response.headers };
  }
}
