import { Skeleton } from '@mantine/core';
import { IconArrowsExchange, IconForms, IconSpeakerphone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { MailAlarmLine } from '../mail/mail-alarm-line.js';
import { ApiError } from '../wire/api.js';
import { AttentionList } from './attention-list.js';
import { FloorFigures } from './floor-figures.js';
import classes from './floor.module.css';
import { InflowPanel } from './inflow-panel.js';
import { MessageDialog } from './message-dialog.js';
import { MoveDialog, type Work } from './move-dialog.js';
import { isSame, worksOf } from './works.js';
import { PeopleTable } from './people-table.js';
import { NoticeDialog } from './notice-dialog.js';
import { StandingNotices } from './standing-notices.js';
import { StandingMessages } from './standing-messages.js';
import { StaffingPanel } from './staffing-panel.js';
import { TopicBars } from './topic-bars.js';
import { useFloorPicture } from './use-floor-picture.js';
import { WaitingTable } from './waiting-table.js';

/** `/console/floor`: where it burns, who is here and who is needed; every figure leads to what it counts. */
export const FloorScreen = () => {
  const { t } = useTranslation('floor');
  const { query, floor, totals, today, staffing, desks, now } = useFloorPicture();
  const { error, isFetching, refetch } = query;
  const [moving, setMoving] = useState<{ works: readonly Work[]; first: number } | null>(null);
  const [isWriting, setWriting] = useState(false);
  const [isNoticing, setNoticing] = useState(false);
  const mayAct = useCan('ticket:assign');
  const works = floor ? worksOf(floor, (id) => desks.get(id)?.siteName ?? '') : [];
  const move = (work: Work | undefined) => {
    if (!work) return announce(t('move.nothing'), 'assertive');
    setMoving({
      works,
      first: Math.max(
        0,
        works.findIndex(({ source }) => isSame(source, work.source)),
      ),
    });
  };
  useShortcuts({
    t: () => (mayAct ? move(works[0]) : false),
    m: () => (mayAct ? setWriting(true) : false),
    b: () => (mayAct ? setNoticing(true) : false),
  });

  useEffect(() => {
    document.title = t('title');
  }, [t]);

  return (
    <div className={classes.screen}>
      <h1 className="visually-hidden">{t('title')}</h1>
      {error && (
        <div className={classes.failure} role="alert">
          <span>{floor ? t('failedKept') : t('failed')}</span>
          {error instanceof ApiError && <span>{error.sentence(presentLanguage())}</span>}
          <Action blocked={isFetching ? t('loading') : null} onClick={() => void refetch()}>
            {t('retry')}
          </Action>
        </div>
      )}
      <div className={classes.tools}>
        {mayAct && (
          <>
            <Action
              look="quiet"
              keys={['M']}
              icon={<IconSpeakerphone size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => setWriting(true)}
            >
              {t('message.open')}
            </Action>
            <Action
              look="quiet"
              keys={['B']}
              icon={<IconForms size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => setNoticing(true)}
            >
              {t('notice.open')}
            </Action>
            <Action
              look="quiet"
              keys={['T']}
              icon={<IconArrowsExchange size={16} stroke={1.75} aria-hidden="true" />}
              blocked={works.length === 0 ? t('move.nothing') : null}
              onClick={() => move(works[0])}
            >
              {t('move.open')}
            </Action>
          </>
        )}
        <Link to="/console/wall" className={classes.toWall}>
          {t('toWall')}
        </Link>
      </div>
      <StandingMessages />
      <StandingNotices />
      <MailAlarmLine />
      {floor && totals ? (
        <>
          <FloorFigures floor={floor} totals={totals} today={today} staffing={staffing} now={now} />
          <div className={classes.upper}>
            <PeopleTable people={floor.people} now={now} onMove={move} />
            <AttentionList items={floor.attention} counts={floor.attentionCounts} desks={desks} now={now} />
          </div>
          <div className={classes.lower}>
            <InflowPanel floor={floor} desks={desks} now={now} />
            {staffing && <StaffingPanel staffing={staffing} now={now} />}
          </div>
          <div className={classes.lower}>
            <WaitingTable waiting={floor.waitingByDesk} desks={desks} now={now} onMove={move} />
            <TopicBars byTopic={floor.byTopic} />
          </div>
          {isNoticing && <NoticeDialog onClose={() => setNoticing(false)} />}
          {isWriting && <MessageDialog onClose={() => setWriting(false)} />}
          {moving && <MoveDialog {...moving} people={floor.people} onClose={() => setMoving(null)} />}
        </>
      ) : (
        !error && <Waiting />
      )}
    </div>
  );
};

/** The frame of what is to come, at its final height. */
const Waiting = () => {
  const { t } = useTranslation('floor');
  return (
    <div role="status" aria-busy="true" aria-label={t('loading')} className={classes.loading}>
      <Skeleton animate={false} height={94} />
      <Skeleton animate={false} height={500} />
      <Skeleton animate={false} height={260} />
    </div>
  );
};
