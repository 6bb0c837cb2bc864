import { useTranslation } from 'react-i18next';
import { Tag } from './tag.jsx';

const MASK = /\[\[masked:(card|mynumber)\]\]/;

/** A message's text with its own line breaks; what was masked before storage stands as a labelled box. */
export const MaskedText = ({ text }: { text: string }) => {
  const { t } = useTranslation('words');
  return text.split(MASK).map((piece, index) => {
    const isMask = index % 2 === 1 && (piece === 'card' || piece === 'mynumber');
    return isMask ? (
      <Tag key={index} tone="note">
        {t(`masked.${piece}`)}
      </Tag>
    ) : (
      piece
    );
  });
};
