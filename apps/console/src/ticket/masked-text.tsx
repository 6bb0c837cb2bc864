import { useTranslation } from 'react-i18next';
import type { Language } from '#libs/contracts';
import { maskedParts } from '../shared/masked-words.js';
import { Unbroken } from '../shared/unbroken.js';
import classes from './ticket.module.css';

/** A person's words with their own line breaks; what was masked before storage stands as a labelled box. */
export const MaskedText = ({ text, language }: { text: string; language?: Language }) => {
  const { t } = useTranslation('words');
  return (
    <div className={classes.text} lang={language}>
      {maskedParts(text).map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} className={classes.masked}>
            {t(`masked.${part}`)}
          </span>
        ) : (
          <Unbroken key={index} text={part} />
        ),
      )}
    </div>
  );
};
