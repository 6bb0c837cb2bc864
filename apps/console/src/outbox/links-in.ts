export interface TextPiece {
  text: string;
  isLink: boolean;
}

const LINK = /https?:\/\/[!-~]+/g;

/** Splits plain text at its web addresses; a closing bracket or full stop after an address is not part of it. */
export const linksIn = (text: string): TextPiece[] => {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(/[)\]>.,;:!?"']+$/, '');
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isLink: false });
    pieces.push({ text: address, isLink: true });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isLink: false });
  return pieces;
};
