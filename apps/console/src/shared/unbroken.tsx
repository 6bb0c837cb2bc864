import { piecesOf } from '#libs/contracts';

/** Words in which times and counts stay on one line. */
export const Unbroken = ({ text }: { text: string }) =>
  piecesOf(text).map((piece, index) =>
    piece.whole ? (
      <span key={index} className="nowrap">
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
