import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApprovalView, DeskView } from '#libs/contracts';
import { ChannelIcon } from '../shared/channel-icon.js';
import { IdentityBand } from '../shared/identity-band.js';
import { Unbroken } from '../shared/unbroken.js';
import { MaskedText } from '../ticket/masked-text.js';
import { approvalMailQuery } from './approval-queries.js';
import { ChangedText, SideBySide } from './changed-text.js';
import classes from './approval-letter.module.css';

export type LetterTab = 'mail' | 'diff' | 'inquiry';

interface ApprovalLetterProps {
  approval: ApprovalView;
  desk: DeskView | undefined;
  tab: LetterTab;
}

/** In whose name it leaves; above the mail, and above the text while it is edited. */
export const ApprovalBand = ({ approval, desk }: Pick<ApprovalLetterProps, 'approval' | 'desk'>) => {
  const { t } = useTranslation(['approvals', 'ticket', 'words']);
  return (
    <IdentityBand
      mark={desk?.mark}
      name={desk?.name ?? ''}
      label={t('approvals:band.label')}
      use={t('approvals:band.use', { address: desk?.replyFrom ?? '' })}
      side={
        <>
          <ChannelIcon channel="email" />
          {t('ticket:band.side', {
            channel: t('words:channel.email'),
            language: t(`words:language.${approval.language}`),
          })}
        </>
      }
    />
  );
};

/** The mail as it will leave, to the letter: what its writer wrote, and what the desk adds to it. */
export const ApprovalLetter = ({ approval, tab }: Omit<ApprovalLetterProps, 'desk'>) => {
  const { t } = useTranslation(['approvals', 'ticket', 'words']);
  const { data: mail } = useQuery(approvalMailQuery(approval.id, approval.textVersion));
  const written = approval.text.trim();
  // The desk's own lines follow what was written; a mail that does not begin with it is shown as it is.
  const isSplit = mail?.text.startsWith(written) === true;
  const closing = isSplit ? mail.text.slice(written.length) : '';
  return (
    <div className={classes.letter}>
      {tab === 'mail' && (
        <>
          <dl className={classes.envelope}>
            <dt>{t('approvals:mail.to')}</dt>
            <dd>{mail?.to ?? ''}</dd>
            <dt>{t('approvals:mail.subject')}</dt>
            <dd>
              <Unbroken text={mail?.subject ?? ''} />
            </dd>
          </dl>
          <div className={classes.text} lang={approval.language} data-testid="letter">
            {approval.changes ? <ChangedText changes={approval.changes} withRemoved={false} /> : approval.text}
          </div>
          {closing && (
            <div className={classes.closing} lang={approval.language}>
              <Unbroken text={closing.trim()} />
            </div>
          )}
          {mail && !isSplit && <div className={classes.text}>{mail.text}</div>}
        </>
      )}
      {tab === 'diff' &&
        (approval.changes ? (
          <SideBySide approved={approval.text} changes={approval.changes} />
        ) : (
          <p className={classes.note}>{t('approvals:diff.none')}</p>
        ))}
      {tab === 'inquiry' && (
        <div className={classes.text}>{approval.inquiry && <MaskedText text={approval.inquiry.text} />}</div>
      )}
    </div>
  );
};
