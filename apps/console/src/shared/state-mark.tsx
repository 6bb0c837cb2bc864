import type { AgentState } from '#libs/contracts';
import classes from './state-mark.module.css';

/** A person's state as a shape that needs no colour: fill, hatch, tint, outline and lines, as in the strip of a day. The word stands beside it. */
export const StateMark = ({ state }: { state: AgentState }) => (
  <span className={`${classes.mark} ${classes.fill}`} data-state={state} aria-hidden="true" />
);
