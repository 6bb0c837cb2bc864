import { IconPlugConnected, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../shared/announcer.js';
import { useNow } from '../shared/ticker.js';
import { useConnection } from '../wire/socket.js';
import classes from './frame.module.css';

const ICONS = { connected: IconPlugConnected, reconnecting: IconRefresh, cut: IconPlugConnectedX } as const;

/** 接続中 → 再接続中(8秒前の内容) → 切断. */
export const ConnectionWord = () => {
  const { t } = useTranslation('app');
  const { state, since } = useConnection();
  const now = useNow(1_000);
  const before = useRef(state);
  useEffect(() => {
    if (state === 'cut') announce(t('connection.saidCut'), 'assertive');
    if (state === 'connected' && before.current === 'cut') announce(t('connection.saidBack'));
    before.current = state;
  }, [state, t]);
  const Icon = ICONS[state];
  const seconds = since === null ? 0 : Math.max(0, Math.round((now - since) / 1_000));
  return (
    <span className={classes.connection} data-state={state} data-testid="connection">
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {state === 'reconnecting' && since !== null
          ? t('connection.reconnectingAge', { count: seconds })
          : t(`connection.${state}`)}
      </span>
    </span>
  );
};
