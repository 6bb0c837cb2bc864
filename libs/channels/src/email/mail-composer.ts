import { Inject, Injectable } from '@nestjs/common';
import { StatusLinks } from '#libs/desk';
import { CONFIG, type Config } from '#libs/platform';
import { composeMail, type OutgoingMail } from './compose-mail.js';
import { isDeliverable } from './mail-address.js';
import type { ClaimedMail } from './mail.repository.js';
import { MessageIds } from './message-ids.js';

/** Adds to a claimed message what it cannot know itself: its Message-ID, its predecessors' and the requester's own page. */
@Injectable()
export class MailComposer {
  constructor(
    private readonly ids: MessageIds,
    private readonly links: StatusLinks,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** Null where the address is none that a mail can go to. */
  compose(mail: ClaimedMail): OutgoingMail | null {
    if (mail.to === null || !isDeliverable(mail.to)) return null;
    // Anybody can name any address in the form: what was written is shown only from the reply on, which a person has sent.
    const scope = mail.automatic ? 'status' : 'conversation';
    const token = this.links.tokenFor(mail.ticketId, mail.linkEpoch, scope);
    return composeMail({
      ...mail,
      to: mail.to,
      desk: mail,
      messageId: this.ids.of(mail.messageId, mail.replyFrom),
      earlierIds: mail.earlier
        .map((one) => ('ours' in one ? this.ids.of(one.ours, mail.replyFrom) : foreignId(one.theirs)))
        .filter((id) => id !== null),
      statusUrl: `${this.config.publicUrl}/t/${token}`,
    });
  }
}

/** A Message-ID that somebody else made, as it may stand in a header; null for one that could not. */
const foreignId = (id: string): string | null => (/^[!-;=?-~]{1,250}$/.test(id) ? `<${id}>` : null);
