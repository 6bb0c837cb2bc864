import { type RefObject, useLayoutEffect, useState } from 'react';

/** How many of these rows stand whole in their box, in which nobody scrolls; all of them where somebody can. */
export const useFittingRows = (box: RefObject<HTMLElement | null>, selector: string, isWall: boolean): number => {
  const [fitting, setFitting] = useState(Infinity);
  // After each picture: what a row says decides how high it is.
  useLayoutEffect(() => {
    const element = box.current;
    if (!isWall || !element) return;
    const measure = () => {
      const end = element.getBoundingClientRect().bottom + 1;
      const rows = [...element.querySelectorAll(selector)];
      const cut = rows.findIndex((row) => row.getBoundingClientRect().bottom > end);
      setFitting(cut < 0 ? Infinity : cut);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  });
  return fitting;
};
