import { Injectable } from '@nestjs/common';
import { emailKeyOf, type DeskOfShop } from '#libs/desk';
import { EventLog } from '#libs/platform';
import { MailboxesRepository } from './mailboxes.repository.js';

/** The address under which a desk takes mail. */
@Injectable()
export class DeskMailboxes {
  constructor(
    private readonly mailboxes: MailboxesRepository,
    private readonly events: EventLog,
  ) {}

  /** From now on mail to this address is that desk's; by default the address that the desk writes from. */
  async open(
    desk: Pick<DeskOfShop, 'id' | 'tenantId' | 'replyFrom'>,
    address: string = desk.replyFrom,
  ): Promise<string> {
    const id = await this.mailboxes.open(desk.tenantId, desk.id, address, emailKeyOf(address) ?? address);
    await this.events.record({
      tenantId: desk.tenantId,
      type: 'mailbox.opened',
      subjectId: desk.id,
      payload: { mailboxId: id },
    });
    return id;
  }
}
