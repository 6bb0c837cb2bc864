import { readFileSync } from 'node:fs';
import type { KpiRow } from '#libs/contracts';
import { figuresOf, isStill } from './kpi-figures.js';

const none = { count: 0, of: 0, rate: null };
const spread = { median: null, p90: null, max: null };
const STILL: KpiRow = {
  from: '2016-06-22T01:00:00.000Z',
  to: '2016-06-22T01:30:00.000Z',
  tenantId: null,
  deskId: null,
  channel: null,
  agentId: null,
  calls: {
    offered: 0,
    answered: 0,
    abandoned: 0,
    abandonedShort: 0,
    shortUnder: 5,
    outOfHours: 0,
    blocked: 0,
    answerRate: null,
    abandonRate: null,
    netAbandonRate: null,
    serviceLevel: { within: 20, ofOffered: none, ofAnsweredAndLate: none, ofAnswered: none },
    averageSpeedOfAnswer: null,
    talk: null,
    hold: null,
    afterCall: null,
    handling: null,
  },
  written: { received: 0, firstReply: { wall: spread, business: spread }, withinTarget: { ...none, undecided: 0 } },
  tickets: {
    closed: 0,
    firstContact: none,
    reopened: none,
    escalated: none,
    escalatedBy: {},
    callbacksKept: none,
    quality: none,
    satisfied: null,
    wrongShop: 0,
  },
  backlog: null,
  time: null,
};

test.each(['ja', 'en'])('each figure has a name and a formula of its own, %s', (language) => {
  const words = JSON.parse(readFileSync(`apps/console/src/locales/${language}/kpis.json`, 'utf8')) as {
    figure: Record<string, { name: string; formula: string }>;
  };
  const names = figuresOf(undefined, STILL).map(({ name }) => name);
  expect(Object.keys(words.figure).sort()).toEqual([...names, 'escalatedBy'].sort());
  const texts = Object.values(words.figure).flatMap(({ name, formula }) => [name, formula]);
  expect(new Set(texts).size).toBe(texts.length);
});

test('reasons of escalation are columns of their own, and rates are told in percent', () => {
  const row = { ...STILL, tickets: { ...STILL.tickets, escalatedBy: { press: 2 } } };
  const columns = figuresOf('tickets', row);
  expect(columns.at(-1)).toMatchObject({ name: 'escalatedBy.press', unit: 'tickets', trigger: 'press' });
  expect(columns.at(-1)!.of(row)).toBe(2);
  expect(columns.at(-1)!.of(STILL)).toBe(0);
  const called = { ...STILL, calls: { ...STILL.calls, answerRate: 0.8 } };
  expect(
    figuresOf('phone', called)
      .find(({ name }) => name === 'answerRate')!
      .of(called),
  ).toBe(80);
});

test('a row is still where nothing was asked or done and nobody was here', () => {
  expect(isStill(STILL)).toBe(true);
  expect(isStill({ ...STILL, calls: { ...STILL.calls, outOfHours: 1 } })).toBe(false);
  const time = { paid: 60, handling: 0, available: 60, occupancy: 0, shrinkage: 0 };
  expect(isStill({ ...STILL, time })).toBe(false);
});
