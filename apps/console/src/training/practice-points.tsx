import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TRAINING_POINTS, type TrainingPoints } from '#libs/contracts';
import classes from './training.module.css';

const ICONS = { right: IconCheck, wrong: IconX, none: IconMinus } as const;
const standing = (point: boolean | null): keyof typeof ICONS => (point === null ? 'none' : point ? 'right' : 'wrong');

/** The points of the sheet, each with its word. */
export const PracticePoints = ({ points }: { points: TrainingPoints }) => {
  const { t } = useTranslation(['training', 'quality']);
  return (
    <ul className={classes.points}>
      {TRAINING_POINTS.map((point) => {
        const state = standing(points[point]);
        const Icon = ICONS[state];
        return (
          <li key={point} data-state={state}>
            <Icon size={15} stroke={2} aria-hidden="true" />
            <span>
              {point === 'deed' || point === 'text' ? t(`training:point.${point}`) : t(`quality:point.${point}`)}
            </span>
            <b>{t(`training:standing.${state}`)}</b>
          </li>
        );
      })}
    </ul>
  );
};

/** How many of the judged points were right. */
export const scoreOf = (points: TrainingPoints): { right: number; judged: number } => {
  const judged = TRAINING_POINTS.filter((point) => points[point] !== null);
  return { right: judged.filter((point) => points[point]).length, judged: judged.length };
};
