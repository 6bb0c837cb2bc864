import classes from './shared.module.css';

/** A colleague's first character: outlined while looking, filled while writing. The name stands beside it or in the accessible name. */
export const PersonInitial = ({
  name,
  filled = false,
  size = 22,
}: {
  name: string;
  filled?: boolean;
  size?: number;
}) => (
  <span
    className={classes.initial}
    data-filled={filled}
    style={{ width: size, height: size, fontSize: Math.round(size * 0.55) }}
    aria-hidden="true"
    title={name}
  >
    {[...name][0] ?? ''}
  </span>
);
