import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CALLER_ROLES, type DeskView } from '#libs/contracts';
import { isNameless, type RequiredField, withTopic } from './call-draft.js';
import { CallFlags, flagged } from './call-flags.js';
import { OTHER_TOPICS, OTHER_TOPICS_CAP, OUTCOME_KEYS, TOPIC_KEYS } from './call-keys.js';
import { ChoiceButton, ChoiceKeys, walk } from './choice-keys.js';
import { DeskSelect } from './desk-select.js';
import { formatPhoneNumber } from './phone-number.js';
import phone from './phone.module.css';
import classes from './call-form.module.css';
import { PromiseBlock } from './promise-block.js';
import type { Call } from './use-call.js';

interface CallFormProps {
  call: Call;
  desks: readonly DeskView[];
  isOtherOpen: boolean;
  onOther: () => void;
  onDesk: (deskId: string) => void;
}

/** What the agent writes, in the order in which people speak. */
export const CallForm = ({ call, desks, isOtherOpen, onOther, onDesk }: CallFormProps) => {
  const { t } = useTranslation('phone');
  const { draft, change } = call;
  const disabled = draft.saved !== null || call.isSaving;
  const others = draft.topics.filter((topic) => OTHER_TOPICS.includes(topic));
  const hints = { escalated: 'escalatedHint', handed_back: 'handedBackHint' } as const;
  const hint = draft.outcome !== null && draft.outcome in hints ? hints[draft.outcome as keyof typeof hints] : null;

  return (
    <>
      <section className={phone.section}>
        {/* It stays while the call goes on, so that no field moves away under the first key. The telephone and a promise know their desk. */}
        {draft.callId === null && draft.callback === null && (
          <DeskSelect desks={desks} deskId={draft.deskId} onChoose={onDesk} disabled={disabled} />
        )}
        <CallerFields call={call} disabled={disabled} />
        <CallFlags draft={draft} onFlag={(flag) => change(flagged(draft, flag))} disabled={disabled} />
      </section>
      <ChoiceKeys
        field="topic"
        label={t('topic')}
        hint={t('topicHint')}
        keys={TOPIC_KEYS}
        wordOf={(topic) => t(`words:topic.${topic}`)}
        chosen={draft.topics}
        onChoose={(topic) => change({ topics: withTopic(draft.topics, topic) })}
        disabled={disabled}
        more={
          <>
            <ChoiceButton
              word={
                others.length > 0
                  ? others.map((topic) => t(`words:topic.${topic}`)).join(t('listSeparator'))
                  : t('otherTopics')
              }
              cap={OTHER_TOPICS_CAP}
              place={others[0] ? draft.topics.indexOf(others[0]) : -1}
              isExpanded={isOtherOpen}
              onChoose={onOther}
              disabled={disabled}
            />
            {isOtherOpen && (
              <div className={classes.others} role="group" aria-label={t('otherTopic')}>
                {OTHER_TOPICS.map((topic) => (
                  <button
                    key={topic}
                    type="button"
                    className={classes.other}
                    aria-pressed={draft.topics.includes(topic)}
                    disabled={disabled}
                    onClick={() => {
                      change({ topics: withTopic(draft.topics, topic) });
                      onOther();
                    }}
                  >
                    {t(`words:topic.${topic}`)}
                  </button>
                ))}
              </div>
            )}
          </>
        }
      />
      <section className={phone.section}>
        <label className={phone.sectionHead} htmlFor="call-text">
          <span className={phone.label}>{t('text')}</span>
          <span className={phone.hint}>{t('textHint')}</span>
        </label>
        <textarea
          id="call-text"
          data-field="text"
          className={classes.text}
          rows={2}
          maxLength={4000}
          value={draft.text}
          disabled={disabled}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
      </section>
      <ChoiceKeys
        field="outcome"
        label={t('outcome')}
        columns={4}
        hint={hint ? t(hint) : undefined}
        keys={OUTCOME_KEYS}
        wordOf={(outcome) => t(`words:callOutcome.${outcome}`)}
        chosen={draft.outcome ? [draft.outcome] : []}
        onChoose={(outcome) => change({ outcome })}
        disabled={disabled}
      />
      <div className={classes.promiseSpace} data-field="promise">
        {draft.outcome === 'callback_promised' && (
          <PromiseBlock
            desk={desks.find(({ id }) => id === draft.deskId)}
            callerPhone={draft.callerPhone}
            promise={draft.promise}
            onChange={(promise) => change({ promise })}
            disabled={disabled}
          />
        )}
      </div>
    </>
  );
};

const CallerFields = ({ call: { draft, change }, disabled }: { call: Call; disabled: boolean }) => {
  const { t } = useTranslation('phone');
  return (
    <div className={classes.caller}>
      <Field
        label={isNameless(draft) ? t('nameOptional') : t('name')}
        value={draft.callerName}
        onChange={(callerName) => change({ callerName })}
        disabled={disabled}
        field="callerName"
        autoFocus
      />
      <Field
        label={t('kana')}
        value={draft.callerKana}
        onChange={(callerKana) => change({ callerKana })}
        disabled={disabled}
      />
      <Field
        label={t('number')}
        note={draft.callId && draft.numberKind === 'number' ? t('fromTelephone') : undefined}
        value={draft.callerPhone}
        onChange={(callerPhone) => change({ callerPhone })}
        disabled={disabled}
        inputMode="tel"
        format={formatPhoneNumber}
      />
      <div role="group" aria-label={t('role')} onKeyDown={walk}>
        <span className={phone.label}>{t('role')}</span>
        <div className={classes.roles}>
          {CALLER_ROLES.map((role) => (
            <button
              key={role}
              type="button"
              aria-pressed={draft.callerRole === role}
              tabIndex={draft.callerRole === role ? 0 : -1}
              disabled={disabled}
              onClick={() => change({ callerRole: role })}
            >
              {t(`words:callerRole.${role}`)}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
};

interface FieldProps {
  label: string;
  note?: string;
  value: string;
  onChange: (value: string) => void;
  disabled: boolean;
  field?: RequiredField;
  autoFocus?: boolean;
  inputMode?: 'tel';
  /** Rewrites what was typed when the field is left. */
  format?: (typed: string) => Promise<string>;
}

const Field = ({ label, note, value, onChange, disabled, field, autoFocus, inputMode, format }: FieldProps) => {
  const id = useId();
  const leave = async (typed: string) => {
    if (!format || typed === '') return;
    // Without its table of area codes the number simply stays as typed.
    const written = await format(typed).catch(() => typed);
    if (written !== typed) onChange(written);
  };
  return (
    <div>
      <label className={phone.label} htmlFor={id}>
        {label}
        {note && <span className={classes.note}>{note}</span>}
      </label>
      <input
        id={id}
        className={phone.input}
        data-field={field}
        value={value}
        disabled={disabled}
        autoFocus={autoFocus}
        inputMode={inputMode}
        autoComplete="off"
        maxLength={inputMode === 'tel' ? 40 : 100}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={(event) => void leave(event.currentTarget.value)}
      />
    </div>
  );
};
