import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { referenceNumberKana } from '#libs/contracts';
import { useSession } from '../app/session.js';
import { Action } from '../shared/action.jsx';
import { announce } from '../shared/announcer.jsx';
import { useShortcuts, type ShortcutHandler } from '../shared/shortcuts.jsx';
import { desksQuery } from '../wire/queries.js';
import { CallBar } from './call-bar.jsx';
import { CallFoot } from './call-foot.jsx';
import { CallForm } from './call-form.jsx';
import { OTHER_TOPICS_CAP, OUTCOME_KEYS, STEPS, type Step, TOPIC_KEYS } from './call-keys.js';
import { CallScript } from './call-script.jsx';
import { CallSide } from './call-side.jsx';
import classes from './phone.module.css';
import { SavedNumber } from './saved-number.jsx';
import { useCall } from './use-call.js';

/** `/console/phone`: one call, from the greeting to the reference number that was read out and repeated. */
export const PhoneScreen = () => {
  const { t } = useTranslation('phone');
  const { shortName: agent } = useSession().user;
  const { data: desks, isError, refetch } = useQuery(desksQuery);
  const call = useCall();
  const form = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState<Step>(call.saved ? 'number' : 'greet');
  const [isOtherOpen, setOtherOpen] = useState(false);
  const [isReadBack, setReadBack] = useState(false);
  const { draft, change, saved } = call;
  const desk = desks?.find(({ id }) => id === draft.deskId);
  const callable = desks?.filter(({ channels }) => channels.phone) ?? [];
  const onlyDesk = callable.length === 1 ? callable[0]?.id : undefined;

  useEffect(() => {
    document.title = t('title');
  }, [t]);
  // A new call, and a chosen desk, lead to the field for the name.
  const begun = useRef({ key: draft.idempotencyKey, deskId: draft.deskId });
  useEffect(() => {
    if (begun.current.key === draft.idempotencyKey && begun.current.deskId === draft.deskId) return;
    begun.current = { key: draft.idempotencyKey, deskId: draft.deskId };
    form.current?.querySelector<HTMLElement>('input:not([role=combobox], [type=hidden])')?.focus();
  }, [draft.idempotencyKey, draft.deskId]);
  useEffect(() => {
    if (onlyDesk && !draft.deskId) change({ deskId: onlyDesk, startedAt: null });
  });

  const save = async () => {
    const number = await call.save();
    if (number === null) return;
    setStep('number');
    announce(t('saved', { number, kana: referenceNumberKana(number) }), 'assertive');
  };
  const next = () => {
    call.begin();
    setStep('greet');
    setReadBack(false);
    setOtherOpen(false);
  };
  const move = (by: number) =>
    setStep(STEPS[Math.min(STEPS.length - 1, Math.max(0, STEPS.indexOf(step) + by))] ?? step);

  const choices: Record<string, ShortcutHandler> = {};
  for (const { value, cap } of TOPIC_KEYS) choices[`alt+${cap}`] = () => change({ topic: value });
  for (const { value, cap } of OUTCOME_KEYS) choices[`alt+${cap.toLowerCase()}`] = () => change({ outcome: value });
  const toggleOthers = () => setOtherOpen(!isOtherOpen);
  useShortcuts({
    ...choices,
    [`alt+${OTHER_TOPICS_CAP}`]: toggleOthers,
    'alt+=': toggleOthers,
    'alt+arrowdown': () => move(1),
    'alt+arrowup': () => move(-1),
    'alt+r': () => (saved ? setReadBack(!isReadBack) : false),
    'mod+enter': () => (saved ? next() : void save()),
  });

  return (
    <div className={classes.screen}>
      <h1 className="visually-hidden">{t('title')}</h1>
      <CallBar
        desk={desk}
        agent={agent}
        startedAt={draft.startedAt}
        endedAfter={saved ? saved.seconds : null}
        onStart={() => change({})}
      />
      {isError && (
        <div className={classes.notice} role="alert">
          {t('desksFailed')} <Action onClick={() => void refetch()}>{t('retry')}</Action>
        </div>
      )}
      {desks && callable.length === 0 && <p className={classes.notice}>{t('noDesks')}</p>}
      <div className={classes.columns}>
        <div className={classes.form} role="region" aria-label={t('form')} ref={form}>
          <div className={classes.formBody}>
            <CallForm call={call} desks={desks ?? []} isOtherOpen={isOtherOpen} onOther={toggleOthers} />
          </div>
          <CallFoot call={call} onSave={() => void save()} onNext={next} />
        </div>
        <div className={classes.middle}>
          <CallScript call={call} desk={desk} agent={agent} step={step} onStep={setStep} />
          <SavedNumber
            number={saved?.number ?? null}
            isReadBack={isReadBack}
            onReadBack={() => setReadBack(!isReadBack)}
          />
        </div>
        <CallSide desk={desk} />
      </div>
    </div>
  );
};
