import { Injectable } from '@nestjs/common';
import {
  type ListView,
  ROLE_PERMISSIONS,
  ROLES,
  type TraineeRow,
  type TrainingDeed,
  type TrainingReview,
  type TrainingTask,
  type TrainingView,
} from '#libs/contracts';
import { Clock, currentActor, DomainError, notFound, requestLanguage, requireById } from '#libs/platform';
import { CannedResponses } from '../canned/canned.service.js';
import { TicketReplies } from '../tickets/ticket-replies.service.js';
import { reviewAnswer, reviewCall, type Seen } from './review.js';
import type { CallScenario, InquiryScenario } from './scenario.js';
import { CALLS, INQUIRIES } from './scenarios.js';
import { type TaskRow, TrainingRepository } from './training.repository.js';

const SCENARIOS = new Map([...INQUIRIES, ...CALLS].map((scenario) => [scenario.key, scenario]));
const TRAINEES = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('training:own'));

/** What was asked in practice, what was done, and what a good answer needs. */
@Injectable()
export class TrainingReviews {
  constructor(
    private readonly rounds: TrainingRepository,
    private readonly canned: CannedResponses,
    private readonly replies: TicketReplies,
    private readonly clock: Clock,
  ) {}

  async view(): Promise<TrainingView> {
    const { userId, isPractising } = currentActor();
    const done = await this.rounds.recordOf(userId);
    if (!isPractising) return { since: null, tasks: [], done };
    const since = await this.rounds.beganAt();
    const tasks = await this.rounds.tasks();
    return { since: since?.toISOString() ?? null, tasks: tasks.map(taskView), done };
  }

  async review(taskId: string): Promise<TrainingReview> {
    const task = await requireById(taskId, (id) => this.rounds.task(id));
    const scenario = scenarioOf(task);
    const language = requestLanguage();
    const { deeds, seen, texts } =
      scenario.channel === 'phone' ? await this.call(task, scenario) : await this.answer(task, scenario);
    if (deeds.length > 0) await this.rounds.saveReview(task, seen.points, this.clock.now());
    const deed = scenario.channel === 'phone' ? 'log_call' : scenario.deed;
    return {
      points: seen.points,
      deed: deeds.includes(deed) ? deed : (deeds[0] ?? null),
      wanted: {
        deed,
        topic: scenario.topic,
        texts,
        missing: seen.missing,
        wrong: seen.wrong,
        outcome: scenario.channel === 'phone' ? scenario.outcome : null,
        hint: scenario.hint[language],
      },
    };
  }

  /** Who of this scope's people has practised how much. */
  async people(): Promise<ListView<TraineeRow>> {
    return { items: await this.rounds.people(TRAINEES) };
  }

  private async answer(
    task: TaskRow,
    scenario: InquiryScenario,
  ): Promise<{ deeds: TrainingDeed[]; seen: Seen; texts: TrainingReview['wanted']['texts'] }> {
    const done = await this.rounds.done(task);
    if (!done || !task.ticketId) throw notFound();
    const texts = (await this.canned.list(task.ticketId)).filter(
      ({ topic, language }) => topic === scenario.topic && language === scenario.language,
    );
    const { text } = done;
    const check = text === null ? null : await this.replies.check(task.ticketId, text);
    const handed = done.state === 'handed_back';
    const deeds: TrainingDeed[] = [
      ...(handed ? (['hand_back'] as const) : text === null ? [] : (['reply'] as const)),
      ...(done.escalated ? (['escalate'] as const) : []),
    ];
    const practised = {
      deeds,
      complaintLevel: done.complaintLevel,
      requesterName: done.requesterName,
      letter: check && { text: text!, check, usedTopics: done.usedTopics },
      hasText: texts.length > 0,
    };
    return {
      deeds,
      seen: reviewAnswer(scenario, practised, requestLanguage()),
      texts: texts.map(({ key, title }) => ({ key, title })),
    };
  }

  private async call(task: TaskRow, scenario: CallScenario): Promise<{ deeds: TrainingDeed[]; seen: Seen; texts: [] }> {
    const written = task.ticketId === null ? null : await this.rounds.logged(task);
    if (!written || !task.call) throw new DomainError('training.call_not_logged');
    return { deeds: ['log_call'], seen: reviewCall(scenario, task.call.name, written, requestLanguage()), texts: [] };
  }
}

const scenarioOf = ({ key }: TaskRow): InquiryScenario | CallScenario => {
  const scenario = SCENARIOS.get(key);
  if (!scenario) throw notFound();
  return scenario;
};

const taskView = (task: TaskRow): TrainingTask => {
  const { channel, topic, ...scenario } = scenarioOf(task);
  const { ticketId, number, state, subject, call } = task;
  return {
    id: task.id,
    channel,
    language: 'language' in scenario ? scenario.language : 'ja',
    topic,
    ticket: ticketId && number && state && subject !== null ? { id: ticketId, number, state, subject } : null,
    call: call && { name: call.name, kana: call.kana, phone: call.phone, says: call.says },
    points: task.points,
  };
};
