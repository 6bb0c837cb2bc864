import type { FastifyReply } from 'fastify';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface PageAnswer {
  html: string;
  status?: number;
  /**
   * Who may keep the page: nobody (the default), everybody for some seconds, or the reader's own browser. A form is kept
   * there to be gone back to: Firefox drops what was typed into a page that may not be stored.
   */
  kept?: number | 'by reader';
}

const cacheControl = (kept: NonNullable<PageAnswer['kept']>): string => {
  if (kept === 'by reader') return 'private, no-cache';
  return kept > 0 ? `public, max-age=${kept}` : 'no-store';
};

/** Headers of every public page: no script, nothing from elsewhere, nobody told where the reader came from. */
export const answerPage = (reply: FastifyReply, { html, status = 200, kept = 0 }: PageAnswer): string => {
  void reply
    .status(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', POLICY)
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', cacheControl(kept));
  return html;
};

/** Pages behind a link that only one person has. */
export const answerPrivatePage = (reply: FastifyReply, answer: PageAnswer): string => {
  void reply.header('x-robots-tag', 'noindex, nofollow');
  return answerPage(reply, { ...answer, kept: 0 });
};

/** Sends the browser on with GET. Takes effect when the handler's transaction has committed. */
export const answerSeeOther = (reply: FastifyReply, location: string): string => {
  void reply.status(303).header('location', location).header('cache-control', 'no-store');
  return '';
};
