import { randomInt } from 'node:crypto';
import type { Language, TrainingCall } from '#libs/contracts';
import type { CallScenario, InquiryScenario } from './scenario.js';
import { CALLS, INQUIRIES } from './scenarios.js';

interface Person {
  name: string;
  kana: string;
}

const FAMILIES = [
  ['青山', 'アオヤマ'],
  ['石田', 'イシダ'],
  ['内田', 'ウチダ'],
  ['江口', 'エグチ'],
  ['大塚', 'オオツカ'],
  ['川口', 'カワグチ'],
  ['菊地', 'キクチ'],
  ['小松', 'コマツ'],
  ['坂本', 'サカモト'],
  ['関口', 'セキグチ'],
  ['髙田', 'タカダ'],
  ['土屋', 'ツチヤ'],
  ['中島', 'ナカジマ'],
  ['平野', 'ヒラノ'],
  ['松井', 'マツイ'],
  ['望月', 'モチヅキ'],
  ['山﨑', 'ヤマザキ'],
  ['渡邉', 'ワタナベ'],
] as const;
const GIVEN = [
  ['彩', 'アヤ'],
  ['和也', 'カズヤ'],
  ['恵子', 'ケイコ'],
  ['聡', 'サトシ'],
  ['千尋', 'チヒロ'],
  ['直樹', 'ナオキ'],
  ['真由美', 'マユミ'],
  ['勇', 'イサム'],
] as const;
const ENGLISH = ['Hannah Keller', 'Tom Barrett', 'Aisha Rahman', 'Lucas Meyer'] as const;

interface Drawn extends Person {
  /** What is written or said. */
  words: string;
}
export type DrawnInquiry = Drawn & { scenario: InquiryScenario; email: string; orderNumber: string };
export interface DrawnCall {
  scenario: CallScenario;
  call: TrainingCall;
}

/** A fresh set: each scenario once, with other people and other words than the last time. `pick`: a number from 0 below `count`. */
export const drawRound = (pick: (count: number) => number = randomInt) => {
  const families = shuffled(FAMILIES, pick);
  const personOf = (at: number, language: Language): Person => {
    if (language === 'en') return { name: ENGLISH[pick(ENGLISH.length)]!, kana: '' };
    const [family, familyKana] = families[at % families.length]!;
    const [given, givenKana] = GIVEN[pick(GIVEN.length)]!;
    return { name: `${family} ${given}`, kana: `${familyKana} ${givenKana}` };
  };
  const inquiries = INQUIRIES.map((scenario, at): DrawnInquiry => {
    const person = personOf(at, scenario.language);
    const orderNumber = `TR-${1000 + pick(9000)}`;
    const words = scenario.texts[pick(scenario.texts.length)]!;
    return {
      scenario,
      ...person,
      orderNumber,
      // Reserved for examples: no such address exists anywhere.
      email: `${scenario.key.replaceAll('_', '-')}@training.example.jp`,
      words: words.replaceAll('{order}', orderNumber).replaceAll('{name}', person.name),
    };
  });
  const calls = CALLS.map((scenario, at): DrawnCall => {
    const person = personOf(INQUIRIES.length + at, 'ja');
    const phone = `090-0000-${String(2000 + at * 1000 + pick(1000))}`;
    return { scenario, call: { ...person, phone, says: scenario.says[pick(scenario.says.length)]! } };
  });
  return { inquiries: shuffled(inquiries, pick), calls };
};

const shuffled = <T>(items: readonly T[], pick: (count: number) => number): T[] => {
  const rest = [...items];
  return items.map(() => rest.splice(pick(rest.length), 1)[0]!);
};
