import type { Role } from '#libs/contracts';

export interface DemoPerson {
  key: string;
  email: string;
  name: string;
  shortName: string;
  role: Role;
}

/** The operator's people; all of them are invented. */
export const DEMO_STAFF = [
  { key: 'ogawa', email: 'ogawa@desk.example.jp', name: '小川 遥', shortName: '小川', role: 'agent' },
  { key: 'sato', email: 'sato@desk.example.jp', name: '佐藤 健太', shortName: '佐藤', role: 'agent' },
  { key: 'ito', email: 'ito@desk.example.jp', name: '伊東 さくら', shortName: '伊東', role: 'senior_agent' },
  { key: 'morita', email: 'morita@desk.example.jp', name: '森田 誠', shortName: '森田', role: 'supervisor' },
  { key: 'hayashi', email: 'hayashi@desk.example.jp', name: '林 由紀子', shortName: '林', role: 'supervisor' },
  { key: 'kitamura', email: 'kitamura@desk.example.jp', name: '北村 聡', shortName: '北村', role: 'desk_admin' },
  { key: 'onda', email: 'onda@desk.example.jp', name: '恩田 律子', shortName: '恩田', role: 'auditor' },
] as const satisfies readonly DemoPerson[];

export type StaffKey = (typeof DEMO_STAFF)[number]['key'];
