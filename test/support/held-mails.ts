import { createHash } from 'node:crypto';
import { MailboxesRepository, RawMailsRepository } from '#libs/channels';
import { newId, Secrets } from '#libs/platform';
import type { Shop, World } from './world.js';

const MINUTE_MS = 60_000;

/** Mails of one sender that wait in a shop's quarantine, a minute apart, the oldest first; their ids. */
export const holdMails = (
  desk: World,
  { tenantId, desk: { replyFrom } }: Shop,
  count: number,
  sender = 'flood@mail.example.jp',
): Promise<string[]> =>
  desk.inBoth(async () => {
    const { app } = desk.api;
    const mails = app.get(RawMailsRepository);
    const mailboxes = await app.get(MailboxesRepository).list();
    const mailboxId = mailboxes.find(({ address }) => address === replyFrom)!.id;
    const now = Date.now();
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const id = newId();
      const at = new Date(now - (count - n) * MINUTE_MS);
      const content = Buffer.from(`From: ${sender}\r\nSubject: held ${n}\r\n\r\nI am mail ${n} of ${id}.\r\n`);
      const raw = {
        tenantId,
        id,
        mailboxId,
        source: 'smtp' as const,
        uid: null,
        uidValidity: null,
        sha256: createHash('sha256').update(content).digest(),
        size: content.length,
        content: app.get(Secrets).seal('raw mail', id, content),
        envelopeFrom: sender,
        remoteAddress: null,
        helo: null,
        receivedAt: at,
        backlog: false,
      };
      await mails.insert(raw, newId(), at);
      await mails.decide((await mails.find(id))!, {
        state: 'quarantined',
        reason: 'flood',
        messageIdHeader: null,
        senderKey: sender,
        subject: `held ${n}`,
        ticketId: null,
        messageId: null,
        at,
      });
      ids.push(id);
    }
    return ids;
  });
