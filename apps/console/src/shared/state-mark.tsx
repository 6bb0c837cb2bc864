import type { AgentState } from '#libs/contracts';
import classes from './state-mark.module.css';

/** A person's state as a shape that needs no colour: filled, half, hatched, ringed, empty. The word stands beside it. */
export const StateMark = ({ state }: { state: AgentState }) => (
  <span className={classes.mark} data-state={state} aria-hidden="true" />
);
