import { approvalReasons, type ReplyCircumstances } from './approval.policy.js';

const plain: ReplyCircumstances = {
  topic: 'AFF',
  complaintLevel: null,
  changedPercent: 0,
  wish: 'rules',
  isNewAgent: false,
  isApprover: false,
};

test.each<[string, Partial<ReplyCircumstances>, string[]]>([
  ['an ordinary reply', {}, []],
  ['freely written', { changedPercent: null }, []],
  ['of somebody new', { isNewAgent: true }, ['new_agent']],
  ['about compensation', { topic: 'COMP' }, ['delicate_topic']],
  ['to a lawyer', { topic: 'LAW' }, ['delicate_topic']],
  ['to an ordinary complaint', { topic: 'CMP', complaintLevel: 2 }, []],
  ['to a complaint of level 3', { topic: 'CMP', complaintLevel: 3 }, ['complaint_level_3']],
  ['changed by just 30 %', { changedPercent: 30 }, []],
  ['changed by 31 %', { changedPercent: 31 }, ['text_changed']],
  ['of a shop that reads free texts, from an approved one', { wish: 'free_text' }, []],
  ['of a shop that reads free texts, freely written', { wish: 'free_text', changedPercent: null }, ['shop_wish']],
  ['of a shop that reads all', { wish: 'all' }, ['shop_wish']],
  ['of an approver, about compensation', { topic: 'COMP', isNewAgent: true, changedPercent: 90, isApprover: true }, []],
  ['of an approver, for a shop that reads all', { wish: 'all', isApprover: true }, ['shop_wish']],
])('%s', (_, over, reasons) => {
  expect(approvalReasons({ ...plain, ...over })).toEqual(reasons);
});
