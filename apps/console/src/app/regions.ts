const FOCUSABLE = '[tabindex="0"], a[href], button:not(:disabled), input, textarea';

const isShown = (element: HTMLElement): boolean => element.offsetParent !== null;

/** F6: moves the focus to the next part of the screen that is marked `data-region`, to where it was last. */
export const nextRegion = (step: 1 | -1): void => {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown);
  if (regions.length === 0) return;
  const present = regions.findIndex((region) => region.contains(document.activeElement));
  const region = regions[(present + step + regions.length) % regions.length]!;
  const target =
    region.querySelector<HTMLElement>('[data-region-focus]') ??
    [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isShown) ??
    region;
  target.focus();
};
