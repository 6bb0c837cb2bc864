import { convert } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';

export const HTML_BYTES = 500 * 1024;
/** Deeply nested tags cost the sanitiser more than their length: no person's mail has that many. */
const TAGS = 20_000;
const ALLOWED_TAGS = `p div span br hr pre blockquote h1 h2 h3 h4 h5 h6 center font
  b strong i em u s strike del ins sub sup small big code tt a img ul ol li dl dt dd ruby rt rp
  table thead tbody tfoot tr td th caption colgroup col`.split(/\s+/);
const COLOURS = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]{1,40}\)$/i, /^[a-z]{3,20}$/i];

const LINK = /^\s*(?:https?:|mailto:|tel:)/i;
const HIDDEN = 'hidden-words';
const HIDING =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0[a-z%]*\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|mso-hide\s*:\s*all|(?:max-)?height\s*:\s*0[a-z]*\s*;(?:[^;]*;)*?\s*overflow\s*:\s*hidden)/i;

/** Words that the sender's own page does not show to anybody: previews for lists of mails, bait for filters and for machines. */
const isHidden = (attribs: Readonly<Record<string, string>>): boolean =>
  'hidden' in attribs || HIDING.test((attribs['style'] ?? '').slice(0, 2000).replace(/\/\*[^]*?\*\//g, ''));

/** HTML of a stranger, made harmless: a short list of tags, no remote content at all, links that tell nobody who follows. */
export const sanitizeMailHtml = (html: string): { html: string; cut: boolean } => {
  const bounded = bound(html);
  const clean = sanitizeHtml(bounded, {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'width', 'height'],
      font: ['color', 'size'],
      td: ['colspan', 'rowspan', 'align', 'valign', 'width'],
      th: ['colspan', 'rowspan', 'align', 'valign', 'width'],
      table: ['border', 'cellpadding', 'cellspacing', 'width', 'align'],
      ol: ['start', 'type'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    allowedStyles: {
      '*': {
        color: COLOURS,
        'background-color': COLOURS,
        'text-align': [/^(?:left|right|center|justify)$/],
        'font-weight': [/^(?:normal|bold|[1-9]00)$/],
        'font-style': [/^(?:normal|italic)$/],
        'text-decoration': [/^(?:none|underline|line-through)$/],
      },
    },
    nestingLimit: 60,
    nonTextTags: [
      'style',
      'script',
      'textarea',
      'option',
      'noscript',
      'title',
      'template',
      'xmp',
      'xml',
      'svg',
      'math',
      HIDDEN,
    ],
    transformTags: {
      // A picture from elsewhere tells its sender who read the mail, and when: its words stay, its address goes.
      img: (tagName, attribs) =>
        /^cid:[^\s]{1,250}$/i.test(attribs['src'] ?? '')
          ? { tagName, attribs }
          : { tagName: 'span', attribs: {}, text: attribs['alt'] ?? '' },
      a: (tagName, { href = '', ...attribs }) => ({
        tagName,
        // A place without a server is none in a mail, whatever a `base` says.
        attribs: {
          ...attribs,
          ...(LINK.test(href) && { href }),
          target: '_blank',
          rel: 'noopener noreferrer nofollow',
        },
      }),
      '*': (tagName, attribs) => ({ tagName: isHidden(attribs) ? HIDDEN : tagName, attribs }),
    },
  });
  return { html: clean.slice(0, HTML_BYTES), cut: bounded.length < html.length };
};

/** What a reader of the sanitised HTML sees, as plain text. */
export const textOfHtml = (sanitized: string): string =>
  convert(sanitized, {
    wordwrap: false,
    limits: { maxInputLength: HTML_BYTES, maxDepth: 60 },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 2 } },
      { selector: 'blockquote', options: { trimEmptyLines: false } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  })
    .replaceAll('\u00a0', ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Plain text as it may stand among sanitised HTML. */
export const htmlOfText = (text: string): string =>
  `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>`;

const bound = (html: string): string => {
  const short = html.slice(0, HTML_BYTES);
  let at = -1;
  for (let tags = 0; tags < TAGS; tags += 1) {
    at = short.indexOf('<', at + 1);
    if (at === -1) return short;
  }
  return short.slice(0, at);
};
