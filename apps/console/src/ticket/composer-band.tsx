import { useTranslation } from 'react-i18next';
import { REPLY_CHARSETS, type DeskView, type ReplyCharset, type TicketView } from '#libs/contracts';
import { ChannelIcon } from '../shared/channel-icon.js';
import { IdentityBand } from '../shared/identity-band.js';
import classes from './composer.module.css';

interface ComposerBandProps {
  ticket: TicketView;
  desk: DeskView | undefined;
  /** What this name is used for now. */
  use: string;
  /** Null where nothing is mailed. */
  charset: ReplyCharset | null;
  onCharset: (charset: ReplyCharset) => void;
}

/** In whose name, by which channel, in which language and which charset. */
export const ComposerBand = ({ ticket, desk, use, charset, onCharset }: ComposerBandProps) => {
  const { t } = useTranslation(['ticket', 'words']);
  return (
    <IdentityBand
      mark={desk?.mark}
      name={desk?.name ?? ''}
      label={t('ticket:band.label')}
      use={use}
      side={
        <>
          <ChannelIcon channel="email" />
          <span>
            {t('ticket:band.side', {
              channel: t('words:channel.email'),
              language: t(`words:language.${ticket.language}`),
            })}
          </span>
          {charset && (
            <select
              className={classes.charset}
              aria-label={t('ticket:band.charset')}
              title={t('ticket:band.charset')}
              value={charset}
              onChange={(event) => onCharset(event.currentTarget.value as ReplyCharset)}
            >
              {REPLY_CHARSETS.map((each) => (
                <option key={each} value={each}>
                  {each.toUpperCase()}
                </option>
              ))}
            </select>
          )}
        </>
      }
    />
  );
};
