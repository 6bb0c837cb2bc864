import { piecesOf } from '#libs/contracts';

/** Text between elements, and elements that hold text only, where another would stand as it is written. */
const TEXT = /<(title|textarea|option|svg)\b[\s\S]*?<\/\1>|>[^<]+/g;

/** The page with times and counts kept on one line. It is done to the finished page, so that no sentence can forget it. */
export const unbroken = (html: string): string =>
  html.replace(TEXT, (found, element?: string) =>
    element
      ? found
      : piecesOf(found)
          .map(({ text, whole }) => (whole ? `<span class="nowrap">${text}</span>` : text))
          .join(''),
  );
