import { IconPaperclip, IconShieldX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { api, ApiError } from '../wire/api.js';
import { mailDetailQuery } from './mail-queries.js';
import { fileKind, fileSize } from './mail-text.js';
import classes from './mail.module.css';

const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const;

interface MailAttachmentProps {
  ticketId: string;
  messageId: string;
  attachment: AttachmentView;
}

/** One attachment: what the scanner says of it, the way to open it where that is allowed, and a picture of it where it is one. */
export const MailAttachment = ({ ticketId, messageId, attachment }: MailAttachmentProps) => {
  const { t } = useTranslation('mail');
  const { id, fileName, contentType, size, scan, finding, mayOpen, hasPreview, releasedAt } = attachment;
  const mayReview = useCan('mail:review');
  const path = `/api/v1/tickets/${ticketId}/attachments/${id}`;
  const state = t(`attachment.scan.${scan}`, { finding, cause: t(`attachment.cause.${finding ?? 'no_answer'}`) });
  return (
    <li data-scan={scan}>
      {scan === 'infected' ? <IconShieldX {...icon} /> : <IconPaperclip {...icon} />}
      {mayOpen ? (
        <a href={path} download={fileName}>
          {fileName}
        </a>
      ) : (
        <strong>{fileName}</strong>
      )}
      <span className={classes.fileFacts}>
        {fileKind(contentType)} ・ {fileSize(size)} ・ <span className={classes.scanState}>{state}</span>
        {releasedAt !== null && scan !== 'clean' && scan !== 'infected' && ` ・ ${t('attachment.released')}`}
      </span>
      {!mayOpen && scan !== 'infected' && mayReview && (
        <Release path={path} ticketId={ticketId} messageId={messageId} />
      )}
      {hasPreview && <Preview path={path} fileName={fileName} />}
    </li>
  );
};

/** A supervisor's deliberate act: asked twice, and recorded. */
const Release = ({ path, ticketId, messageId }: { path: string; ticketId: string; messageId: string }) => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const release = async () => {
    try {
      await api.post(`${path.replace('/api/v1/', '')}/release`);
      await queries.invalidateQueries({ queryKey: mailDetailQuery(ticketId, messageId).queryKey });
    } catch (error) {
      setFailure(error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed'));
    }
  };
  if (!isAsking) {
    return (
      <button type="button" className={classes.link} onClick={() => setAsking(true)}>
        {t('attachment.release')}
      </button>
    );
  }
  return (
    <span className={classes.release} role="group" aria-label={t('attachment.release')}>
      <span>{failure ?? t('attachment.releaseNote')}</span>
      <Action onClick={() => void release()}>{t('attachment.releaseYes')}</Action>
      <Action look="quiet" onClick={() => setAsking(false)}>
        {t('attachment.releaseNo')}
      </Action>
    </span>
  );
};

/** The picture in small; a press shows it as large as the window. What cannot be drawn is not shown. */
const Preview = ({ path, fileName }: { path: string; fileName: string }) => {
  const { t } = useTranslation('mail');
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return null;
  const open = () => {
    setOpen(true);
    dialog.current?.showModal();
  };
  return (
    <>
      <button
        type="button"
        className={classes.thumbnail}
        aria-label={t('attachment.preview', { fileName })}
        onClick={open}
      >
        <img src={`${path}/preview?size=small`} alt="" loading="lazy" onError={() => setBroken(true)} />
      </button>
      {/* Keys of the screen below rest while it is open. */}
      <dialog
        ref={dialog}
        {...(isOpen && { role: 'dialog', 'aria-modal': true })}
        className={classes.picture}
        aria-label={fileName}
        onClose={() => setOpen(false)}
      >
        {isOpen && <img src={`${path}/preview?size=large`} alt={fileName} />}
        <p>
          <span>{t('attachment.previewNote')}</span>
          <Action autoFocus onClick={() => dialog.current?.close()}>
            {t('attachment.close')}
          </Action>
        </p>
      </dialog>
    </>
  );
};
