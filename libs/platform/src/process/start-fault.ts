import type { Language } from '#libs/contracts';

/** Why a process cannot start, as something that its operator can mend; said as it stands, without a stack. */
export class StartFault extends Error {
  constructor(
    readonly told: Readonly<Record<Language, string>>,
    options?: ErrorOptions,
  ) {
    super(told.en, options);
    this.name = 'StartFault';
  }
}

/** What somebody who started a process by hand reads when it could not start. */
export const explainStart = (error: unknown, language: Language): string => {
  if (error instanceof StartFault) return error.told[language];
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${language === 'ja' ? '起動できませんでした' : 'The process could not start'}: ${detail}`;
};
