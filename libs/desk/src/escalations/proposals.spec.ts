import { proposalsOf, type Signs } from './proposals.js';

const calm: Signs = { topic: 'AFF', complaintLevel: null, contacts: 1, callSeconds: null, done: [] };

test.each<[string, Partial<Signs>, string[]]>([
  ['an ordinary inquiry', {}, []],
  ['misuse', { topic: 'MIS' }, ['misuse']],
  ['press', { topic: 'PRS' }, ['press']],
  ['a lawyer', { topic: 'LAW' }, ['lawyer']],
  ['the police', { topic: 'POL' }, ['police']],
  ['a complaint of level 2', { topic: 'CMP', complaintLevel: 2 }, []],
  ['a complaint of level 3', { topic: 'CMP', complaintLevel: 3 }, ['complaint_level_3']],
  ['the second contact', { contacts: 2 }, []],
  ['the third contact', { contacts: 3 }, ['repeated_contact']],
  ['a call of just 20 minutes', { callSeconds: 1200 }, []],
  ['a call of more', { callSeconds: 1201 }, ['long_call']],
  [
    'several, the gravest first',
    { topic: 'MIS', contacts: 4, callSeconds: 1500 },
    ['misuse', 'long_call', 'repeated_contact'],
  ],
  ['what has been escalated', { topic: 'MIS', contacts: 3, done: ['misuse'] }, ['repeated_contact']],
])('%s', (_, signs, wanted) => {
  expect(proposalsOf({ ...calm, ...signs })).toEqual(wanted);
});
