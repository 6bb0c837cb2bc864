import { decodeText } from './charset.js';
import { firstOf, HEADER_BLOCK_BYTES, readHeaderBlock, type RawHeader } from './header-block.js';
import type { MimePart } from './mime-tree.js';

export interface DeliveryRecipient {
  address: string;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  status: string | null;
  diagnostic: string | null;
}

export interface DeliveryStatus {
  recipients: DeliveryRecipient[];
  originalMessageId: string | null;
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
const RECIPIENTS = 50;

/** Reads a delivery status notification (RFC 3464); null where the mail has no such part. */
export const readDeliveryStatus = (root: MimePart): DeliveryStatus | null => {
  const parts = leaves(root);
  const report = parts.find((part) => /^message\/(?:global-)?delivery-status$/.test(part.contentType));
  if (!report) return null;
  const groups = groupsOf(report.content());
  const recipients = groups.map(recipientOf).filter((one) => one !== null);
  return {
    recipients: recipients.slice(0, RECIPIENTS),
    originalMessageId: enclosedMessageId(parts) ?? toldMessageId(groups[0] ?? []),
  };
};

/** Some reports enclose nothing and name the mail among their own fields. */
const toldMessageId = (group: readonly RawHeader[]): string | null =>
  messageIdIn(firstOf(group, 'x-original-message-id') ?? firstOf(group, 'original-message-id'));

/** The Message-ID of the mail that is enclosed, whole or by its headers. */
export const enclosedMessageId = (parts: readonly MimePart[]): string | null => {
  for (const part of parts) {
    if (!/^(?:message\/(?:rfc822|global|global-headers|rfc822-headers)|text\/rfc822-headers)$/.test(part.contentType))
      continue;
    const content = part.content();
    const id = messageIdIn(firstOf(readHeaderBlock(content, 0, content.length).headers, 'message-id'));
    if (id) return id;
  }
  return null;
};

export const leaves = (part: MimePart): MimePart[] =>
  part.children.length === 0 ? [part] : part.children.flatMap(leaves);

export const messageIdIn = (value: string | null): string | null => /<([^<>\s]{1,998})>/.exec(value ?? '')?.[1] ?? null;

/** Groups of fields, parted by empty lines: the first speaks of the mail, each other of one recipient. */
const groupsOf = (whole: Buffer): RawHeader[][] => {
  const content = whole.subarray(0, HEADER_BLOCK_BYTES);
  const groups: RawHeader[][] = [];
  let at = 0;
  while (at < content.length && groups.length <= RECIPIENTS * 2) {
    const block = readHeaderBlock(content, at, content.length);
    if (block.headers.length > 0) groups.push(block.headers);
    at = Math.max(block.bodyAt, at + 1);
  }
  return groups;
};

const recipientOf = (group: RawHeader[]): DeliveryRecipient | null => {
  // Who forwards his mail has another final address: what we wrote to is the original one.
  const address =
    typed(group, 'original-recipient') ?? typed(group, 'final-recipient') ?? typed(group, 'x-actual-recipient');
  if (!address?.includes('@')) return null;
  const said = (firstOf(group, 'action') ?? '').trim().toLowerCase();
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(firstOf(group, 'status') ?? '')?.[1] ?? null;
  const action = ACTIONS.find((one) => said.startsWith(one)) ?? (status?.startsWith('4') ? 'delayed' : 'failed');
  return {
    address: plainAddress(address),
    action,
    status,
    diagnostic: typed(group, 'diagnostic-code')?.slice(0, 1000) ?? null,
  };
};

/** `rfc822; a@example.jp` without its type. */
const typed = (group: RawHeader[], key: string): string | null => {
  const value = firstOf(group, key);
  if (value === null) return null;
  const text = decodeText(Buffer.from(value, 'latin1'), null).text;
  return (
    text
      .replace(/^[\w-]{1,40}\s*;\s*/, '')
      .replace(/\s+/g, ' ')
      .trim() || null
  );
};

export const plainAddress = (text: string): string => {
  const address = text.trim().replace(/^<|>$/g, '').slice(0, 320);
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).replace(/^"([^"\s(),:;<>@[\\\]]+)"$/, '$1');
  return `${local}@${address.slice(at + 1).toLowerCase()}`;
};
