import { CannedResponses } from '#libs/desk';
import type { World } from './world.js';

type CannedText = Parameters<CannedResponses['save']>[0];

/** A canned text that is approved and told since the desks opened. */
export const approvedText = (
  desk: World,
  text: Pick<CannedText, 'key' | 'body'> & Partial<CannedText>,
): Promise<string> =>
  desk.inBoth(() =>
    desk.api.app.get(CannedResponses).save({
      incidentId: desk.incidentId,
      language: 'ja',
      title: `題 ${text.key}`,
      summary: '',
      kana: '',
      topic: null,
      approvedBy: '森田 誠',
      approvedAt: new Date('2016-06-22T09:30:00Z'),
      effectiveFrom: new Date('2016-06-22T09:30:00Z'),
      ...text,
    }),
  );

/** 「対象に含まれていました」, with facts from the record and one that the agent gives. */
export const affectedText = (desk: World, over: Partial<CannedText> = {}): Promise<string> =>
  approvedText(desk, {
    key: 'affected',
    topic: 'AFF',
    title: '対象に含まれていました',
    summary: '期間と項目を伝える',
    kana: 'たいしょうにふくまれていました',
    body: '{{ticket.requester_name}} 様\n\n{{cohort.period}}のご注文が対象です。\n{{ask.reply_by}}までにご連絡します。',
    ...over,
  });
