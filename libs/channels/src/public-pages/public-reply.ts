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
  /** Seconds for which anybody may keep the page; default: nobody keeps it. */
  maxAge?: number;
}

/** Headers of every public page: no script, nothing from elsewhere, nobody told where the reader came from. */
export const answerPage = (reply: FastifyReply, { html, status = 200, maxAge = 0 }: PageAnswer): string => {
  void reply
    .status(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', POLICY)
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', maxAge > 0 ? `public, max-age=${maxAge}` : 'no-store');
  return html;
};

/** Pages behind a link that only one person has. */
export const answerPrivatePage = (reply: FastifyReply, answer: PageAnswer): string => {
  void reply.header('x-robots-tag', 'noindex, nofollow');
  return answerPage(reply, { ...answer, maxAge: 0 });
};

/** Sends the browser on with GET. Takes effect when the handler's transaction has committed. */
export const answerSeeOther = (reply: FastifyReply, location: string): string => {
  void reply.status(303).header('location', location).header('cache-control', 'no-store');
  return '';
};
