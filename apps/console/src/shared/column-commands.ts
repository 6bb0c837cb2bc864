import { useTranslation } from 'react-i18next';
import type { Columns } from './columns.js';
import { useCommands } from './commands.js';

const STEP = 64;

/** What the pointer draws at the line beside a column can be had without drawing. */
export const useColumnCommands = (columns: Columns): void => {
  const { t } = useTranslation('app');
  useCommands(
    'setting',
    columns.shown.flatMap((name) => {
      const { width, min, max } = columns[name];
      return [
        {
          id: `columns.${name}.wider`,
          label: t(`columns.wider.${name}`),
          run: () => columns.choose(name, Math.min(max, width + STEP)),
        },
        {
          id: `columns.${name}.narrower`,
          label: t(`columns.narrower.${name}`),
          run: () => columns.choose(name, Math.max(min, width - STEP)),
        },
      ];
    }),
  );
};
