import {
  type ApprovalReason,
  type ApprovalWish,
  CHANGED_PERCENT_LIMIT,
  DELICATE_TOPICS,
  type Topic,
} from '#libs/contracts';

/** What decides whether a reply needs a second person. */
export interface ReplyCircumstances {
  topic: Topic;
  complaintLevel: number | null;
  /** Null where no approved text was used. */
  changedPercent: number | null;
  wish: ApprovalWish;
  /** In the first replies after the start; see people. */
  isNewAgent: boolean;
  /** May decide about the replies of others: the rules ask for such a person, so they ask nothing more of one. */
  isApprover: boolean;
}

/**
 * Why a second person must say yes before this reply leaves; empty: it leaves at once. What the shop wishes binds everybody; the other
 * rules bind those who do not approve others' replies themselves.
 */
export const approvalReasons = (reply: ReplyCircumstances): ApprovalReason[] => {
  const rules: ApprovalReason[] = [];
  if (reply.isNewAgent) rules.push('new_agent');
  if (DELICATE_TOPICS.includes(reply.topic)) rules.push('delicate_topic');
  if (reply.complaintLevel === 3) rules.push('complaint_level_3');
  if (reply.changedPercent !== null && reply.changedPercent > CHANGED_PERCENT_LIMIT) rules.push('text_changed');
  const isWished = reply.wish === 'all' || (reply.wish === 'free_text' && reply.changedPercent === null);
  return [...(reply.isApprover ? [] : rules), ...(isWished ? (['shop_wish'] as const) : [])];
};
