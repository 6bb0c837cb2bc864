import { useTranslation } from 'react-i18next';
import type { FloorPerson } from '#libs/contracts';

/** People to choose from, each with state and tickets in hand. */
export const PersonOptions = ({ people }: { people: readonly FloorPerson[] }) => {
  const { t } = useTranslation(['floor', 'people']);
  return people.map((person) => (
    <option key={person.userId} value={person.userId}>
      {t('floor:move.person', {
        name: person.name,
        state: t(`people:state.${person.state}`),
        held: person.assigned,
        most: person.ticketsAtOnce,
      })}
    </option>
  ));
};
