const channel = new BroadcastChannel('madoguchi.session');

/** Tells the other tabs of this browser who has its session from now on. */
export const tellTabs = (userId: string): void => channel.postMessage(userId);

/** Listens for a sign-in in another tab of this browser; the returned function stops it. */
export const whenSignedInElsewhere = (listener: (userId: string) => void): (() => void) => {
  const hear = ({ data }: MessageEvent<string>) => listener(data);
  channel.addEventListener('message', hear);
  return () => channel.removeEventListener('message', hear);
};
