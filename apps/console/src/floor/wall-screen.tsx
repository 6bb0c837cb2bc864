import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../shared/time.js';
import { closeSocket, openSocket } from '../wire/socket.js';
import { loseSession } from '../app/session.js';
import { AttentionList } from './attention-list.js';
import { FloorFigures } from './floor-figures.js';
import classes from './wall.module.css';
import { InflowPanel } from './inflow-panel.js';
import { PeopleTable } from './people-table.js';
import { StaffingPanel } from './staffing-panel.js';
import { useFloorPicture } from './use-floor-picture.js';

/** Older than this, figures on a wall would be believed and be wrong. */
const STALE_MS = 15_000;
const WALL_REFRESH_MS = 5_000;

/** `/console/wall`: the floor for a big screen: dark, large, without anybody's name but the colleagues'. */
export const WallScreen = () => {
  const { t } = useTranslation('floor');
  const { query, floor, totals, today, staffing, desks, now } = useFloorPicture();
  const { dataUpdatedAt, refetch } = query;

  useEffect(() => {
    document.title = t('wallTitle');
    openSocket(loseSession);
    const ticker = setInterval(() => void refetch(), WALL_REFRESH_MS);
    return () => {
      clearInterval(ticker);
      closeSocket();
    };
  }, [t, refetch]);

  const age = dataUpdatedAt === 0 ? 0 : now - dataUpdatedAt;
  const isStale = age > STALE_MS;
  return (
    <main className={classes.wall} data-mantine-color-scheme="dark" data-stale={isStale}>
      <header className={classes.head}>
        <h1>{t('wallTitle')}</h1>
        <span className={classes.age} role={isStale ? 'alert' : undefined}>
          {isStale && <IconX size={28} aria-hidden />}
          {isStale
            ? t('stale', { time: clockTime(dataUpdatedAt) })
            : t('fresh', { count: Math.max(0, Math.round(age / 1_000)) })}
        </span>
        <time className={classes.clock}>{clockTime(now)}</time>
      </header>
      {floor && totals && (
        <div className={classes.body}>
          <FloorFigures floor={floor} totals={totals} today={today} staffing={staffing} now={now} />
          <div className={classes.columns}>
            <PeopleTable people={floor.people.filter(({ state }) => state !== 'offline')} now={now} />
            <AttentionList items={floor.attention} counts={floor.attentionCounts} desks={desks} now={now} isWall />
          </div>
          <div className={classes.columns}>
            <InflowPanel floor={floor} desks={desks} now={now} />
            {staffing && <StaffingPanel staffing={staffing} now={now} isLinked={false} />}
          </div>
        </div>
      )}
    </main>
  );
};
