import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { TenantMark } from '../shared/tenant-mark.js';
import phone from './phone.module.css';
import classes from './desk-select.module.css';

interface DeskSelectProps {
  desks: readonly DeskView[];
  deskId: string | null;
  onChoose: (deskId: string) => void;
  disabled: boolean;
}

const NONE = '';

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');

/** The desk that was called, found by its name, the shop's name or the dialled number. Desks without a phone are shown and say so. */
export const DeskSelect = ({ desks: known, deskId, onChoose, disabled }: DeskSelectProps) => {
  const { t } = useTranslation('phone');
  // The row that Enter takes is counted: none may come in above it while the list is open.
  const [opened, setOpened] = useState<readonly DeskView[]>([]);
  const desks = opened.length > 0 ? opened : known;
  const areKnown = desks.length > 0;
  const byId = useMemo(() => new Map(desks.map((desk) => [desk.id, desk])), [desks]);
  const matches = (desk: DeskView | undefined, search: string) =>
    [desk?.name, desk?.siteName, desk?.tenantName, desk?.phoneNumber].some(
      (text) => text && fold(text).includes(fold(search)),
    );
  // Stands in the list as a row of its own: a list of nothing is none to a screen reader.
  const none = { value: NONE, label: t('deskNone'), disabled: true };
  return (
    <Select
      label={t('desk')}
      placeholder={t('deskSearch')}
      classNames={{
        label: `${phone.label} ${classes.label}`,
        input: phone.input,
        dropdown: classes.deskList,
        option: classes.deskRow,
      }}
      searchable
      // Desks may come after the words that look for one: the first of them is then the one that Enter takes.
      selectFirstOptionOnChange={areKnown}
      openOnFocus={false}
      onDropdownOpen={() => setOpened(known)}
      onDropdownClose={() => setOpened([])}
      allowDeselect={false}
      maxDropdownHeight={320}
      disabled={disabled}
      value={deskId}
      onOptionSubmit={onChoose}
      data-field="desk"
      leftSection={deskId ? <TenantMark mark={byId.get(deskId)?.mark} size={20} /> : undefined}
      data={desks.map((desk) => ({ value: desk.id, label: desk.name, disabled: !desk.channels.phone }))}
      onSearchChange={(search) => {
        if (areKnown && !desks.some((desk) => matches(desk, search))) announce(none.label);
      }}
      filter={({ options, search }) => {
        const found = options.filter((option) => 'value' in option && matches(byId.get(option.value), search));
        return found.length > 0 ? found : [none];
      }}
      renderOption={({ option }) => {
        if (option.value === NONE) return option.label;
        const desk = byId.get(option.value);
        return (
          <span className={classes.deskOption}>
            <TenantMark mark={desk?.mark} size={20} />
            <span>{option.label}</span>
            <span className={phone.hint}>{desk?.channels.phone ? desk.phoneNumber : t('deskNoPhone')}</span>
          </span>
        );
      }}
    />
  );
};
