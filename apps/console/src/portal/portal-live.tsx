import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { LostSession } from '../app/lost-session.js';
import { loseSession } from '../app/session.js';
import { closeSocket, onPush, openSocket } from '../wire/socket.js';
import { newsArrived } from './portal-news.js';

/** One socket for all pages of the portal; its only news is that there is news. */
export const PortalLive = () => {
  useEffect(() => {
    openSocket(loseSession);
    const stop = onPush('portal.changed', newsArrived);
    return () => {
      stop();
      closeSocket();
    };
  }, []);
  return (
    <>
      <Outlet />
      <LostSession />
    </>
  );
};
