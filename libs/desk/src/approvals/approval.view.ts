import type { ApprovalRow, TicketApproval } from '#libs/contracts';
import type { ApprovalListRow } from './approvals.repository.js';

interface Viewer {
  userId: string;
}

export const approvalRow = (approval: ApprovalListRow, viewer: Viewer, now: Date): ApprovalRow => ({
  id: approval.id,
  ticketId: approval.ticketId,
  number: approval.number,
  tenantId: approval.tenantId,
  deskId: approval.deskId,
  topic: approval.topic,
  channel: approval.channel,
  subject: approval.subject,
  requesterName: approval.requesterName,
  dueAt: iso(approval.dueAt),
  state: approval.state,
  reasons: approval.reasons,
  changedPercent: approval.changedPercent,
  author: personOf(approval, approval.authorId),
  requestedAt: approval.requestedAt.toISOString(),
  reviewer: reviewerOf(approval, now),
  mayDecide: !approval.authors.includes(viewer.userId),
  decidedAt: iso(approval.decidedAt),
  decidedBy: approval.deciderName,
  returnCode: approval.returnCode,
  undoUntil: approval.decidedBy === viewer.userId ? iso(approval.undoUntil) : null,
  withdrawn: approval.withdrawn,
});

/** What its writer sees of it on the ticket. */
export const ticketApproval = (approval: ApprovalListRow, viewer: Viewer, now: Date): TicketApproval['approval'] => {
  const { id, state, reasons, author, requestedAt, reviewer, decidedAt, decidedBy, returnCode } = approvalRow(
    approval,
    viewer,
    now,
  );
  return {
    id,
    state,
    reasons,
    author,
    requestedAt,
    reviewer,
    decidedAt,
    decidedBy,
    returnCode,
    returnWords: approval.returnWords,
    text: approval.text,
    isAuthor: approval.authorId === viewer.userId,
  };
};

export const personOf = (approval: ApprovalListRow, id: string): { id: string; name: string } => ({
  id,
  name: approval.authorNames[id] ?? '',
});

/** Who left it alone for too long no longer keeps others from it. */
const reviewerOf = ({ reviewerId, reviewerName, reviewUntil }: ApprovalListRow, now: Date): ApprovalRow['reviewer'] =>
  reviewerId !== null && reviewUntil !== null && reviewUntil > now
    ? { id: reviewerId, name: reviewerName ?? '', until: reviewUntil.toISOString() }
    : null;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
