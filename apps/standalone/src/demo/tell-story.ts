import type { INestApplicationContext } from '@nestjs/common';
import type { TicketView } from '#libs/contracts';
import { MessageDeliverJob } from '#libs/channels';
import {
  AcknowledgementJob,
  CallsService,
  CannedResponses,
  type DeskOfShop,
  TicketIntake,
  TicketReplies,
  TicketsService,
  TicketViews,
} from '#libs/desk';
import { type Actor, Database, newId, TenantScope, withContext } from '#libs/platform';
import type { StaffKey } from './demo-staff.js';
import type { DemoCall, DemoForm, DemoStep, DemoStory } from './demo-story.js';
import type { StoryClock } from './story-clock.js';

const MINUTE = 60_000;

/** What the telling of stories needs. */
export interface Stage {
  app: INestApplicationContext;
  clock: StoryClock;
  /** When the demo was started; ages count back from here. */
  now: Date;
  desks: ReadonlyMap<string, DeskOfShop>;
  actors: ReadonlyMap<StaffKey, Actor>;
}

/** Plays one inquiry through the same verbs as people use, at the times of its story. */
export const tellStory = async (stage: Stage, story: DemoStory, index: number): Promise<void> => {
  const began = new Date(stage.now.getTime() - story.minutesAgo * MINUTE);
  stage.clock.tellAt(began);
  if (story.via === 'phone') {
    await logCall(stage, story, index);
    return;
  }
  const { ticketId, tenantId } = await takeIn(stage, story, index);
  await deliver(stage, tenantId, ticketId);
  for (const step of story.steps ?? []) {
    const at = new Date(began.getTime() + step.after * MINUTE);
    if (at >= stage.now) throw new Error(`the step ${step.do} of the story of ${story.name} lies in the future`);
    stage.clock.tellAt(at);
    await take(stage, step, ticketId, story);
    if (step.do === 'reply') await deliver(stage, tenantId, ticketId);
  }
};

const takeIn = ({ app, desks }: Stage, story: DemoForm, index: number) => {
  const desk = desks.get(story.shop)!;
  return inScope(app, desk.tenantId, null, async () => {
    const accepted = await app.get(TicketIntake).accept({
      desk,
      channel: 'form',
      language: story.language ?? 'ja',
      topic: story.topic,
      subject: story.subject ?? null,
      text: story.text,
      requester: {
        name: story.name,
        kana: story.kana ?? null,
        email: story.email,
        phone: story.phone ?? null,
        orderNumber: story.order ?? null,
        noticeReceived: story.notice ?? null,
        preferredContact: 'email',
      },
      intakeKey: `demo:${index}`,
    });
    const { tenantId, ticketId } = accepted;
    // By hand, not by its job: that would come later and use a relay.
    await app.get(AcknowledgementJob).run({ tenantId, ticketId, messageId: newId() });
    return accepted;
  });
};

const logCall = ({ app, desks, actors, clock, now }: Stage, call: DemoCall, index: number): Promise<TicketView> => {
  const desk = desks.get(call.shop)!;
  const ended = clock.now();
  const before = (seconds: number): string => new Date(ended.getTime() - seconds * 1000).toISOString();
  const inMinutes = (minutes: number): string => new Date(now.getTime() + minutes * MINUTE).toISOString();
  return inScope(app, desk.tenantId, actors.get(call.by)!, () =>
    app.get(CallsService).log({
      deskId: desk.id,
      callerName: call.name,
      callerKana: call.kana,
      callerPhone: call.phone,
      callerRole: call.role ?? 'self',
      topic: call.topic,
      text: call.text,
      outcome: call.outcome,
      times: {
        offeredAt: before(call.seconds + call.waited),
        answeredAt: before(call.seconds),
        heldSeconds: call.held ?? 0,
        endedAt: ended.toISOString(),
        wrapEndedAt: ended.toISOString(),
        now: ended.toISOString(),
      },
      ...(call.promise && {
        promise: {
          kind: 'callback',
          from: inMinutes(call.promise.from),
          until: inMinutes(call.promise.until),
          callerIdTold: true,
          say: call.promise.say,
          limits: call.promise.limits,
        },
      }),
      idempotencyKey: `demo-${index}`,
    }),
  );
};

const take = ({ app, actors, desks }: Stage, step: DemoStep, ticketId: string, story: DemoForm): Promise<TicketView> =>
  inScope(app, desks.get(story.shop)!.tenantId, actors.get(step.by)!, async () => {
    const tickets = app.get(TicketsService);
    switch (step.do) {
      case 'claim':
        return tickets.claim(ticketId);
      case 'release':
        return tickets.release(ticketId);
      case 'resolve':
        return tickets.resolve(ticketId);
      case 'note':
        return tickets.note(ticketId, step.text);
      case 'sort':
        return tickets.sort(ticketId, { topic: step.topic });
      case 'reply':
        return reply(app, step, ticketId, story);
    }
  });

const reply = async (
  app: INestApplicationContext,
  step: DemoStep & { do: 'reply' },
  ticketId: string,
  story: DemoForm,
): Promise<TicketView> => {
  const canned = app.get(CannedResponses);
  const language = story.language ?? 'ja';
  const rows = await canned.list(ticketId);
  const row = rows.find((each) => each.key === step.canned && each.language === language);
  if (!row) throw new Error(`there is no canned response ${step.canned} in ${language}`);
  const preview = await canned.preview(row.id, ticketId);
  const filled = preview.text.replace(/\{([^{}]+)\}/g, (open, label: string) => step.fill?.[label] ?? open);
  const { version } = await app.get(TicketViews).get(ticketId);
  return app.get(TicketReplies).reply(ticketId, {
    text: language === 'ja' ? `${story.name} 様\n\n${filled}` : `Dear ${story.name},\n\n${filled}`,
    baseVersion: version,
    idempotencyKey: `demo-${step.after}`,
    then: step.then ?? 'answered',
    cannedKeys: [step.canned],
  });
};

/** The demo's mail goes to nobody, relay or not: it lands in the outbox at the time of the story. */
const deliver = async ({ app, actors }: Stage, tenantId: string, ticketId: string): Promise<void> => {
  const job = app.get(MessageDeliverJob);
  const [anyone] = actors.values();
  const view = await inScope(app, tenantId, anyone!, () => app.get(TicketViews).get(ticketId));
  for (const { id } of view.messages.filter((message) => message.delivery?.state === 'queued')) {
    const payload = { tenantId, messageId: id };
    await inScope(app, tenantId, null, async () => {
      const loaded = await job.load(payload);
      if (loaded) await job.record(payload, loaded, { kind: 'outbox' });
    });
  }
};

const inScope = <T>(
  app: INestApplicationContext,
  tenantId: string,
  actor: Actor | null,
  work: () => Promise<T>,
): Promise<T> =>
  withContext({ requestId: 'demo', language: 'ja', actor }, () =>
    app.get(Database).transaction(TenantScope.of(tenantId), work),
  );
