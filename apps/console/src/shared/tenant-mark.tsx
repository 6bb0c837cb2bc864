import type { CSSProperties } from 'react';
import type { DeskView, ShopHue } from '#libs/contracts';
import classes from './shared.module.css';

/** The custom properties `--shop-bg`, `--shop-fg`, `--shop-line` and `--shop-mid` of one hue. */
export const shopColours = (hue: ShopHue): CSSProperties =>
  ({
    '--shop-bg': `var(--t-${hue}-bg)`,
    '--shop-fg': `var(--t-${hue}-fg)`,
    '--shop-line': `var(--t-${hue}-line)`,
    '--shop-mid': `var(--t-${hue}-mid)`,
  }) as CSSProperties;

/** One glyph of the shop's name on its hue. Always beside the shop's name, so it is hidden from screen readers. */
export const TenantMark = ({ mark, size = 24 }: { mark: DeskView['mark'] | undefined; size?: 20 | 24 | 28 | 36 }) => (
  <span
    className={classes.mark}
    data-size={size}
    style={mark ? { ...shopColours(mark.hue), width: size, height: size } : { width: size, height: size }}
    aria-hidden="true"
  >
    {mark?.glyph ?? ''}
  </span>
);
