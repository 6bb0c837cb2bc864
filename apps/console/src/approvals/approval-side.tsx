import {
  IconAlertTriangle,
  IconCheck,
  IconFileDiff,
  IconListCheck,
  IconMail,
  IconMessage,
  IconShieldQuestion,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApprovalView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { MaskedText } from '../ticket/masked-text.js';
import { dayAndTime } from '../shared/time.js';
import { changeId } from './changed-text.js';
import approvalLetter from './approval-letter.module.css';
import classes from './approval-side.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Why it needs somebody, what was changed, what was checked, what its writer says, and what was asked. */
export const ApprovalSide = ({ approval }: { approval: ApprovalView }) => {
  const { t } = useTranslation(['approvals', 'words', 'ticket']);
  const changes = (approval.changes ?? []).flatMap((change, index) =>
    change.kind === 'same' ? [] : [{ ...change, index }],
  );
  const isBad = approval.problems.length > 0;
  return (
    <>
      <section className={classes.part} aria-labelledby="approval-why">
        <h2 id="approval-why">
          <IconShieldQuestion {...icon} />
          {t('approvals:why.title')}
        </h2>
        <ul className={classes.reasons}>
          {approval.reasons.map((reason) => (
            <li key={reason}>
              <strong>
                {t(`approvals:why.${reason}`, {
                  percent: approval.changedPercent,
                  topic: t(`words:topic.${approval.topic}`),
                })}
              </strong>
              <span>{t(`approvals:why.${reason}_note`)}</span>
            </li>
          ))}
        </ul>
      </section>
      {approval.changes && (
        <section className={classes.part} aria-labelledby="approval-changes">
          <h2 id="approval-changes">
            <IconFileDiff {...icon} />
            {t('approvals:changes.title', {
              titles: approval.canned.map(({ title, version }) => `${title} v${version}`).join('、'),
            })}
            <span className={classes.count}>{t('approvals:changes.count', { count: changes.length })}</span>
          </h2>
          <ul className={classes.changes}>
            {changes.map(({ kind, text, index }) => (
              <li key={index}>
                <a href={`#${changeId(index)}`} className={approvalLetter.change} data-kind={kind}>
                  {kind === 'removed' ? <del>{text}</del> : <ins>{text}</ins>}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.part} aria-labelledby="approval-checks">
        <h2 id="approval-checks">
          <IconListCheck {...icon} />
          {t('approvals:checks.title')}
        </h2>
        <ul className={classes.checks}>
          <li data-ok={!isBad}>
            {isBad ? <IconAlertTriangle {...icon} /> : <IconCheck {...icon} />}
            {isBad ? t('approvals:checks.problem') : t('approvals:checks.noAsks')}
          </li>
          {approval.warnings.map((warning) => (
            <li key={`${warning.code} ${warning.start}`} data-ok={false}>
              <IconAlertTriangle {...icon} />
              {t('approvals:checks.warning', { words: warning.words })}
            </li>
          ))}
          <li data-ok={approval.news === null}>
            {approval.news ? <IconAlertTriangle {...icon} /> : <IconCheck {...icon} />}
            {approval.news ? t('approvals:checks.news') : t('approvals:checks.noNews')}
          </li>
        </ul>
      </section>
      {approval.note && (
        <section className={classes.part} aria-labelledby="approval-note">
          <h2 id="approval-note">
            <IconMessage {...icon} />
            {t('approvals:note', { name: approval.author.name })}
          </h2>
          <p>{approval.note}</p>
        </section>
      )}
      {approval.inquiry && (
        <section className={classes.part} aria-labelledby="approval-inquiry">
          <h2 id="approval-inquiry">
            <IconMail {...icon} />
            {t('approvals:inquiry')}
            <span className={classes.count}>{dayAndTime(approval.inquiry.at, presentLanguage())}</span>
          </h2>
          <MaskedText text={approval.inquiry.text} />
          <Link to="/console/t/$number" params={{ number: approval.number }} search={{}}>
            {t('approvals:open', { number: approval.number })}
          </Link>
        </section>
      )}
    </>
  );
};
