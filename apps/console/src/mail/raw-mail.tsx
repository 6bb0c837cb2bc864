import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RawMailView, ReadMailView } from '#libs/contracts';
import { useMaskedWords } from '../shared/masked-words.js';
import { fileKind, fileSize } from '../ticket/mail-text.js';
import { likelyCharset, RAW_CHARSETS, rawText, type RawCharset } from './raw-text.js';
import screen from './mail.module.css';
import classes from './raw-mail.module.css';

const ATTACHMENT = '[[attachment]]';

const useMarks = (): ((text: string) => string) => {
  const { t } = useTranslation('mail');
  const masked = useMaskedWords();
  return (text) => masked(text).replaceAll(ATTACHMENT, `[${t('review.attachmentKept')}]`);
};

/** What the desk reads in a mail: encodings undone, secrets masked, attachments by their names alone. */
const Read = ({ read }: { read: ReadMailView }) => {
  const { t } = useTranslation('mail');
  const marked = useMarks();
  return (
    <>
      <div className={classes.rawHead}>
        <h3>{t('review.decoded')}</h3>
      </div>
      <div className={classes.decoded} tabIndex={0} role="region" aria-label={t('review.decoded')}>
        {read.text.trim() === '' ? <p className={screen.quiet}>{t('review.noText')}</p> : <p>{marked(read.text)}</p>}
        {read.attachments.length > 0 && (
          <ul aria-label={t('attachment.label')}>
            {read.attachments.map(({ fileName, contentType, size }, index) => (
              <li key={index}>
                <IconPaperclip size={14} stroke={1.75} aria-hidden="true" />
                {fileName} <span>{`${fileKind(contentType)} ・ ${fileSize(size)}`}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {read.broken && <p className={screen.quiet}>{t('detail.unreadable')}</p>}
    </>
  );
};

/** The mail as the desk reads it, and below it the lines as they came; both are inert text. */
export const RawMail = ({ raw }: { raw: RawMailView }) => {
  const { t } = useTranslation('mail');
  const [charset, setCharset] = useState<RawCharset>(() => likelyCharset(raw.text));
  const marked = useMarks();
  return (
    <>
      <Read read={raw.read} />
      <div className={classes.rawHead}>
        <h3>{t('review.raw')}</h3>
        <label>
          {t('review.read')}
          <select value={charset} onChange={(event) => setCharset(event.currentTarget.value as RawCharset)}>
            {RAW_CHARSETS.map((each) => (
              <option key={each} value={each}>
                {each.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      </div>
      <pre className={classes.raw} tabIndex={0} aria-label={t('review.raw')}>
        {marked(rawText(raw.text, charset))}
      </pre>
      <p className={screen.quiet}>
        {t('review.rawNote')} {raw.cut && t('review.cut')}
      </p>
    </>
  );
};
