import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { referenceNumberKana } from '#libs/contracts';
import { useSession } from '../app/session.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { isComposing, useShortcuts, type ShortcutHandler } from '../shared/shortcuts.js';
import { desksQuery } from '../wire/queries.js';
import { CallBar } from './call-bar.js';
import { type RequiredField, withTopic } from './call-draft.js';
import { flagged } from './call-flags.js';
import { CallFoot } from './call-foot.js';
import { CallForm } from './call-form.js';
import { FLAG_CAPS, OTHER_TOPICS_CAP, OUTCOME_KEYS, STEPS, type Step, TOPIC_KEYS } from './call-keys.js';
import { CallNotices } from './call-notices.js';
import { CallScript, useAnswer } from './call-script.js';
import { CallSide } from './call-side.js';
import { bandsQuery, callerQuery } from './phone-queries.js';
import classes from './phone.module.css';
import { ReceiptNumber } from './receipt-number.js';
import { useCall } from './use-call.js';

/** `/console/phone`: one call, from the greeting to the reference number that was read out and repeated. */
export const PhoneScreen = () => {
  const { t } = useTranslation('phone');
  const { shortName: agent } = useSession().user;
  const { data: desks, isError, refetch } = useQuery(desksQuery);
  const call = useCall();
  const navigate = useNavigate();
  const form = useRef<HTMLDivElement>(null);
  const [isOtherOpen, setOtherOpen] = useState(false);
  const [isToldMissing, setToldMissing] = useState(false);
  const { draft, change } = call;
  const { answer } = useAnswer(draft);
  const desk = desks?.find(({ id }) => id === draft.deskId);
  const callable = desks?.filter(({ channels }) => channels.phone) ?? [];
  const onlyDesk = callable.length === 1 ? callable[0]?.id : undefined;
  const { data: caller } = useQuery(callerQuery(draft.deskId, draft.numberKind === 'number' ? draft.callerPhone : ''));
  // Read ahead: the bands must be at hand when the connection is not.
  useQuery(bandsQuery(draft.deskId));

  useEffect(() => {
    document.title = t('title');
  }, [t]);
  const toField = (field: RequiredField) => {
    const place = form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`);
    const inside = place?.querySelector<HTMLElement>('button[tabindex="0"], select, input');
    (inside ?? place)?.focus();
  };
  // A new call, and a chosen desk, the same one too, lead to the field for the name.
  const [chosen, setChosen] = useState(0);
  const begun = useRef({ key: draft.idempotencyKey, deskId: draft.deskId, chosen });
  useEffect(() => {
    const { key, deskId, chosen: before } = begun.current;
    if (key === draft.idempotencyKey && deskId === draft.deskId && before === chosen) return;
    begun.current = { key: draft.idempotencyKey, deskId: draft.deskId, chosen };
    setToldMissing(false);
    toField(draft.deskId ? 'callerName' : 'desk');
  }, [draft.idempotencyKey, draft.deskId, chosen]);
  // Which desk was called comes before everything that is said.
  const isDeskOpen = callable.length > 1 && !draft.deskId && !call.isWritten;
  // Desks may come late: whoever has gone to another field by then stays there.
  const hasGone = () => {
    const at = document.activeElement;
    return form.current?.contains(at) && !['desk', 'callerName'].includes(at?.getAttribute('data-field') ?? '');
  };
  useEffect(() => {
    if (isDeskOpen && !hasGone()) toField('desk');
  }, [isDeskOpen]);
  const chooseDesk = (deskId: string) => {
    if (draft.answeredAt === null) call.prepare(deskId);
    else change({ deskId });
    setChosen((times) => times + 1);
  };
  useEffect(() => {
    if (!onlyDesk || draft.deskId) return;
    if (hasGone()) begun.current.deskId = onlyDesk;
    call.prepare(onlyDesk);
  });

  const save = async () => {
    const [missing] = call.missing;
    setToldMissing(missing !== undefined);
    if (missing) return toField(missing);
    if (!(await call.save())) return;
    announce(draft.number ? t('saved', { kana: referenceNumberKana(draft.number) }) : t('savedPlain'), 'assertive');
  };
  const next = (then: 'available' | 'recovering') => {
    call.next(then);
    setOtherOpen(false);
  };
  /** Back to the list of promises, where it is recorded and the next band chosen. */
  const absent = () => {
    const { callback } = draft;
    if (!callback || draft.saved || call.isSaving) return false;
    call.discard();
    void navigate({ to: '/console/promises', search: { promise: callback.promiseId, ask: 'absent' } });
    return undefined;
  };
  /** Going on past the answer means that it was read out. */
  const goTo = (step: Step) => {
    const isPast = STEPS.indexOf(step) > STEPS.indexOf('answer') && draft.step === 'answer';
    const read = isPast && answer && !draft.read.includes(answer.key) ? [...draft.read, answer.key] : draft.read;
    change({ step, read });
  };
  const move = (by: number) =>
    goTo(STEPS[Math.min(STEPS.length - 1, Math.max(0, STEPS.indexOf(draft.step) + by))] ?? draft.step);

  const choices: Record<string, ShortcutHandler> = {};
  for (const { value, cap } of TOPIC_KEYS)
    choices[`alt+${cap}`] = () => change({ topics: withTopic(draft.topics, value) });
  for (const { value, cap } of OUTCOME_KEYS) choices[`alt+${cap.toLowerCase()}`] = () => change({ outcome: value });
  for (const [flag, cap] of Object.entries(FLAG_CAPS))
    choices[`alt+${cap.toLowerCase()}`] = () => change(flagged(draft, flag as keyof typeof FLAG_CAPS));
  const toggleOthers = () => setOtherOpen(!isOtherOpen);
  const readBack = () => change({ isReadBack: !draft.isReadBack });
  useShortcuts({
    ...choices,
    ...(draft.saved ? { 'alt+k': () => next('recovering') } : {}),
    [`alt+${OTHER_TOPICS_CAP}`]: toggleOthers,
    'alt+=': toggleOthers,
    'alt+arrowdown': () => move(1),
    'alt+arrowup': () => move(-1),
    'alt+n': () => absent(),
    'alt+r': () => (draft.number ? readBack() : false),
    f8: () => call.hold(),
    'mod+enter': () => (draft.saved ? next('available') : void save()),
  });

  /** Out of a field, so that the keys without Alt work again: every screen is one of them away. */
  const leaveField = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event.nativeEvent)) return;
    const field = event.target as HTMLElement;
    if (field.matches('textarea, input:not([aria-expanded="true"])')) form.current?.focus();
  };

  return (
    <div className={classes.screen}>
      <h1 className="visually-hidden">{t('title')}</h1>
      <CallBar
        desk={desk}
        agent={agent}
        draft={draft}
        outOfHours={caller?.outOfHours ?? false}
        onStart={() => change({})}
      />
      {isError && (
        <div className={classes.notice} role="alert">
          {t('desksFailed')} <Action onClick={() => void refetch()}>{t('retry')}</Action>
        </div>
      )}
      {desks && callable.length === 0 && <p className={classes.notice}>{t('noDesks')}</p>}
      <CallNotices draft={draft} />
      <div className={classes.columns}>
        <div
          className={classes.form}
          role="region"
          aria-label={t('form')}
          ref={form}
          data-region
          tabIndex={-1}
          onKeyDown={leaveField}
        >
          <div className={classes.formBody}>
            <CallForm
              call={call}
              desks={desks ?? []}
              isOtherOpen={isOtherOpen}
              onOther={toggleOthers}
              onDesk={chooseDesk}
            />
          </div>
          <CallFoot
            call={call}
            onSave={() => void save()}
            isToldMissing={isToldMissing}
            onNext={next}
            onAbsent={absent}
          />
        </div>
        <div className={classes.middle} data-region tabIndex={-1}>
          <CallScript
            draft={draft}
            desk={desk}
            agent={agent}
            onStep={goTo}
            onAnswer={(answerKey) => change({ answerKey })}
          />
          <ReceiptNumber
            number={draft.number}
            isComing={call.isWritten}
            isSaved={draft.saved !== null && draft.saved.callId !== null}
            isReadBack={draft.isReadBack}
            onReadBack={readBack}
          />
        </div>
        <CallSide draft={draft} desk={desk} onChange={change} />
      </div>
    </div>
  );
};
