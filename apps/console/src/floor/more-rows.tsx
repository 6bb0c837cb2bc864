import { useTranslation } from 'react-i18next';
import classes from './floor.module.css';

/** How many rows a wall has no room for. The line is there without any too, so that it changes nothing about the room. */
export const MoreRows = ({ of, count }: { of: 'people' | 'items'; count: number }) => {
  const { t } = useTranslation('floor');
  return <p className={classes.more}>{count > 0 && t(`moreOf.${of}`, { count })}</p>;
};
