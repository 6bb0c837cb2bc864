import type { ReactNode } from 'react';
import type { DeskView } from '#libs/contracts';
import { shopColours, TenantMark } from './tenant-mark.js';
import classes from './shared.module.css';

interface IdentityBandProps {
  mark: DeskView['mark'] | undefined;
  /** The name in which is written or spoken. */
  name: string;
  /** What this name is used for, e.g. 「この名義で返信します ・ address から」. */
  use: ReactNode;
  /** Channel and language, at the right. */
  side?: ReactNode;
  /** `thin`: the strip on top of the palette. */
  size?: 'full' | 'thin';
  label: string;
}

/** In whose name one writes or speaks: a full-width band directly above what is typed, never a field that can be scrolled away. */
export const IdentityBand = ({ mark, name, use, side, size = 'full', label }: IdentityBandProps) => (
  <div role="group" aria-label={label} className={classes.band} data-size={size} style={mark && shopColours(mark.hue)}>
    <TenantMark mark={mark} size={size === 'full' ? 36 : 20} />
    <div className={classes.bandText}>
      <strong className={classes.bandName}>{name}</strong>
      <span className={classes.bandUse}>{use}</span>
    </div>
    {side && <div className={classes.bandSide}>{side}</div>}
  </div>
);
