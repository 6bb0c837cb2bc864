import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CallEventName, CallEventRequest, DeskView, ListView, NewCallEventKey } from '#libs/contracts';
import { demoDesk } from './story/demo-desk.js';
import { StoryStaff } from './story/story-staff.js';

/**
 * Plays calls against the running desk of this DATA_DIR, through the door that telephony systems use: `[calls] [agent's mail address]`.
 * Each call rings, is answered by that agent and held once, and ends; every fourth caller gives up before the answer. The desk admin of
 * the demo makes the key for it; the one before works for another day.
 */
const { base, accounts } = await demoDesk();
const [calls = '3', agentEmail] = process.argv.slice(2);

const accountOf = (role: string) => {
  const account = accounts.find((each) => each.role === role);
  if (!account) throw new Error(`the demo has no ${role}`);
  return account;
};

const admin = await StoryStaff.signIn(base, accountOf('desk_admin'));
const { key } = await admin.post<NewCallEventKey>('call-events/key');
const desks = (await admin.get<ListView<DeskView>>('desks')).items.filter(({ phoneNumber }) => phoneNumber !== null);
admin.leave();

const tell = async (event: Omit<CallEventRequest, 'at'>): Promise<void> => {
  const response = await fetch(`${base}/api/v1/call-events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ ...event, at: new Date().toISOString() }),
  });
  if (!response.ok) throw new Error(`${event.event} answered ${response.status}: ${await response.text()}`);
  process.stdout.write(`${event.dialledNumber} ${event.event}\n`);
};

const seconds = (count: number): Promise<void> => pause(count * 1000);
const ANSWERED: readonly [CallEventName, number][] = [
  ['ringing', 4],
  ['answered', 8],
  ['held', 5],
  ['resumed', 6],
  ['ended', 2],
];
const GIVEN_UP: readonly [CallEventName, number][] = [
  ['ringing', 5],
  ['abandoned', 1],
];

for (let call = 1; call <= Number(calls); call += 1) {
  const desk = desks[call % desks.length]!;
  const about = {
    callId: randomUUID(),
    dialledNumber: desk.phoneNumber!,
    callerNumber: call % 5 === 0 ? null : `090-0000-0${String(100 + call).slice(-3)}`,
    agentEmail: agentEmail ?? accountOf('agent').email,
  };
  for (const [event, wait] of call % 4 === 0 ? GIVEN_UP : ANSWERED) {
    await tell({ ...about, event });
    await seconds(wait);
  }
}
