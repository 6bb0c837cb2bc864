import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { explainStart, readConfig, StartFault, terminalLanguage } from '#libs/platform';

export interface DemoDesk {
  /** Where it is reached. */
  base: string;
  accounts: { email: string; password: string; role: string; tenant: string | null }[];
}

/** The running desk of this DATA_DIR and PORT with its demo; where there is none, the process ends with a sentence that says so. */
export const demoDesk = async (): Promise<DemoDesk> => {
  try {
    return await found();
  } catch (error) {
    process.stderr.write(`${explainStart(error, terminalLanguage())}\n`);
    process.exit(1);
  }
};

const found = async (): Promise<DemoDesk> => {
  const { dataDir, publicUrl: base } = readConfig();
  const file = path.join(dataDir, 'demo-accounts.json');
  if (!existsSync(file)) {
    throw new StartFault({
      ja: `デモの利用者（${file}）がありません。動いている窓口と同じ DATA_DIR を指定してください。`,
      en: `There are no demo accounts (${file}). Give the DATA_DIR of the running desk.`,
    });
  }
  try {
    await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(5_000) });
  } catch (cause) {
    throw new StartFault(
      {
        ja: `${base} で窓口が動いていません。npm start で起動するか、動いている窓口の PORT を指定してください。`,
        en: `No desk answers at ${base}. Start it with npm start, or give the PORT of the running desk.`,
      },
      { cause },
    );
  }
  return { base, ...(JSON.parse(readFileSync(file, 'utf8')) as Pick<DemoDesk, 'accounts'>) };
};
