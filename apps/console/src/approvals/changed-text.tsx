import { useTranslation } from 'react-i18next';
import type { TextChange } from '#libs/contracts';
import classes from './approval-letter.module.css';

const TAG = { added: 'ins', filled: 'ins', removed: 'del', same: 'span' } as const;

/** The text with what was changed on its way from the approved one; removed words are shown only `withRemoved`. */
export const ChangedText = ({ changes, withRemoved }: { changes: readonly TextChange[]; withRemoved: boolean }) => (
  <>
    {changes.map((change, index) => {
      if (change.kind === 'removed' && !withRemoved) return null;
      const Element = TAG[change.kind];
      return (
        <Element key={index} className={classes.change} data-kind={change.kind} id={changeId(index)}>
          {change.text}
        </Element>
      );
    })}
  </>
);

export const changeId = (index: number): string => `change-${index}`;

/** Old and new side by side, paragraph by paragraph. */
export const SideBySide = ({ approved, changes }: { approved: string; changes: readonly TextChange[] }) => {
  const { t } = useTranslation('approvals');
  const pick = (kinds: readonly TextChange['kind'][]) => changes.filter(({ kind }) => kinds.includes(kind));
  return (
    <div className={classes.both}>
      <section aria-label={t('diff.before')}>
        <h3>{t('diff.before')}</h3>
        <div className={classes.text}>
          {approved === '' ? null : <ChangedText changes={pick(['same', 'removed'])} withRemoved />}
        </div>
      </section>
      <section aria-label={t('diff.after')}>
        <h3>{t('diff.after')}</h3>
        <div className={classes.text}>
          <ChangedText changes={pick(['same', 'added', 'filled'])} withRemoved={false} />
        </div>
      </section>
    </div>
  );
};
