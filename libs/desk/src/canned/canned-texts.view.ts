import type { CannedTextRow, TextVersionRow, TextVersionView } from '#libs/contracts';
import { changesOf } from '../approvals/text-changes.js';
import type { TextVersion } from './canned-texts.repository.js';

/** One row for each text in each language, from all of its versions that count now. */
export const textRows = (versions: readonly TextVersion[], viewerId: string, now: Date): CannedTextRow[] => {
  const texts = new Map<string, TextVersion[]>();
  for (const version of versions) texts.set(version.cannedId, [...(texts.get(version.cannedId) ?? []), version]);
  return [...texts.values()].map((own): CannedTextRow => {
    const [{ cannedId, tenantId, key, language }] = own as [TextVersion];
    const told = own.find(({ state, effectiveFrom }) => state === 'approved' && effectiveFrom! <= now);
    const isTold = told !== undefined && told.withdrawnAt === null;
    const coming = own.findLast(
      ({ state, effectiveFrom, withdrawnAt }) => state === 'approved' && effectiveFrom! > now && withdrawnAt === null,
    );
    const next = own.find(({ state }) => state !== 'approved');
    return {
      id: cannedId,
      tenantId,
      key,
      language,
      inForce: isTold
        ? {
            version: told.version,
            title: told.title,
            approvedBy: told.approvedBy!,
            approvedAt: told.approvedAt!.toISOString(),
          }
        : null,
      withdrawnAt: iso(told?.withdrawnAt ?? null),
      toldId: told?.id ?? null,
      coming: coming ? versionRow(coming, viewerId) : null,
      next: next ? versionRow(next, viewerId) : null,
    };
  });
};

const versionRow = (version: TextVersion, viewerId: string): TextVersionRow => ({
  id: version.id,
  version: version.version,
  state: version.state,
  title: version.title,
  author: version.authorId === null ? null : personOf(version, version.authorId),
  requestedAt: iso(version.requestedAt),
  effectiveFrom: iso(version.effectiveFrom),
  mayDecide: !version.authors.includes(viewerId),
});

/** `told`: what is told now, if that is another version. */
export const textVersionView = (version: TextVersion, told: TextVersion | null, viewerId: string): TextVersionView => ({
  ...versionRow(version, viewerId),
  cannedId: version.cannedId,
  tenantId: version.tenantId,
  key: version.key,
  language: version.language,
  summary: version.summary,
  kana: version.kana,
  topic: version.topic,
  body: version.body,
  textVersion: version.textVersion,
  note: version.note,
  authors: version.authors.map((id) => personOf(version, id)),
  approvedBy: version.approvedBy,
  approvedAt: iso(version.approvedAt),
  returnCode: version.returnCode,
  returnWords: version.returnWords,
  withdrawnAt: iso(version.withdrawnAt),
  before: told && { version: told.version, body: told.body },
  changes: told && changesOf(told.body, version.body),
});

const personOf = ({ authorNames }: TextVersion, id: string) => ({ id, name: authorNames?.[id] ?? '' });
const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
