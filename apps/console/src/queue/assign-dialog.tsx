import { IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorPerson } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import form from '../shared/form.module.css';
import { PersonOptions } from '../shared/person-options.js';
import { receiversOf } from '../shared/receivers.js';
import { TicketDialog } from '../ticket/ticket-dialog.js';
import { ApiError } from '../wire/api.js';
import { getItems } from '../wire/queries.js';

interface AssignDialogProps {
  count: number;
  onAssign: (person: { userId: string; name: string }) => void;
  onClose: () => void;
}

/** `A`: the marked tickets go to one colleague; who is here and free stands first, so two keys are enough. */
export const AssignDialog = ({ count, onAssign, onClose }: AssignDialogProps) => {
  const { t } = useTranslation(['queue', 'floor', 'people']);
  const people = useQuery({
    queryKey: ['people', 'here'],
    queryFn: ({ signal }) => getItems<FloorPerson>('people', signal),
    staleTime: 0,
  });
  // An older list proposes nobody: whoever was free then may have left.
  const data = people.isFetchedAfterMount ? people.data : undefined;
  const [chosen, setChosen] = useState<string | null>(null);
  const here = receiversOf(data ?? []);
  const away = (data ?? []).filter(({ state }) => state === 'offline');
  const all = [...here, ...away];
  // Proposed once: a list that changes meanwhile puts nobody else under the key that is about to be pressed.
  if (chosen === null && all[0]) setChosen(all[0].userId);
  const to = all.find(({ userId }) => userId === chosen);
  const missing = !data ? 'queue:bulk.busy' : all.length === 0 ? 'floor:move.nobody' : 'floor:move.gone';
  const blocked = to ? null : t(missing);
  return (
    <TicketDialog
      title={t('queue:bulk.assignTitle', { count })}
      icon={<IconArrowsExchange size={20} stroke={1.75} aria-hidden="true" />}
      size={480}
      cancel={t('floor:cancel')}
      verb={t('queue:bulk.assign')}
      blocked={blocked}
      failure={people.error instanceof ApiError ? people.error.sentence(presentLanguage()) : null}
      onClose={onClose}
      onDo={() => {
        if (!to) return;
        onAssign(to);
        onClose();
      }}
    >
      <div className={form.fields}>
        <label>
          {t('floor:move.to')}
          <select data-autofocus value={to?.userId ?? ''} onChange={(event) => setChosen(event.currentTarget.value)}>
            {blocked !== null && <option value="">{blocked}</option>}
            <PersonOptions people={here} />
            {away.length > 0 && (
              <optgroup label={t('people:state.offline')}>
                <PersonOptions people={away} />
              </optgroup>
            )}
          </select>
        </label>
      </div>
    </TicketDialog>
  );
};
