import { createServer } from 'node:net';
import { StartFault } from './start-fault.js';

/** Looks whether the ports are free before anything is started, so that the fault is told at once and by its setting. */
export const requirePorts = async (host: string, ports: Readonly<Record<string, number>>): Promise<void> => {
  for (const [setting, port] of Object.entries(ports)) await requirePort(host, setting, port);
};

const requirePort = (host: string, setting: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(faultOf(error, host, setting, port)));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });

const faultOf = (error: NodeJS.ErrnoException, host: string, setting: string, port: number): Error => {
  const told = {
    EADDRINUSE: {
      ja: `ポート ${port} は、ほかのプログラムが使っています。それを終えるか、${setting} に別の番号を指定してください。`,
      en: `Port ${port} is used by another program. Stop that, or choose another ${setting}.`,
    },
    EACCES: {
      ja: `ポート ${port} を開く権限がありません。${setting} に 1024 以上の番号を指定してください。`,
      en: `This user may not open port ${port}. Choose a ${setting} of 1024 or more.`,
    },
    ENOTFOUND: hostFault(host),
    EAI_AGAIN: hostFault(host),
    EADDRNOTAVAIL: hostFault(host),
  }[error.code ?? ''];
  return told ? new StartFault(told, { cause: error }) : error;
};

const hostFault = (host: string) => ({
  ja: `HOST（${host}）は、この機械のアドレスではありません。`,
  en: `HOST (${host}) is no address of this machine.`,
});
