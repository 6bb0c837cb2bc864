import type { CannedPreview, CannedRow, FilledPart } from '#libs/contracts';
import type { CannedText } from './canned.repository.js';
import { openLabels, textOf } from './template.render.js';

export const cannedRow = (text: CannedText, recommended: boolean, useCount: number): CannedRow => ({
  id: text.id,
  key: text.key,
  title: text.title,
  summary: text.summary,
  topic: text.topic,
  language: text.language,
  version: text.version,
  ownText: text.ownText,
  recommended,
  approvedBy: text.approvedBy,
  approvedAt: text.approvedAt.toISOString(),
  useCount,
});

export const cannedPreview = (row: CannedRow, parts: FilledPart[]): CannedPreview => ({
  ...row,
  parts,
  text: textOf(parts),
  open: openLabels(parts),
});
