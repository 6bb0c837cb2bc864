import fc from 'fast-check';
import {
  agentsNeeded,
  agentsNeededWithPatience,
  erlangA,
  erlangB,
  erlangC,
  offeredLoad,
  type PhoneLoad,
  scheduled,
  waitPercentile,
} from './erlang.js';

const expectNear = (actual: number | null, expected: number, within = 1e-9): void => {
  expect(Math.abs(actual! - expected)).toBeLessThanOrEqual(within);
};

describe('Erlang C', () => {
  test('100 calls in 30 minutes, 180 s each, 14 agents, 20 s', () => {
    const load = { erlangs: offeredLoad(100, 180, 1800), handlingSeconds: 180, answerWithin: 20 };
    expect(load.erlangs).toBe(10);
    const service = erlangC(load, 14);
    expectNear(service.waitProbability, 0.1741319335950498);
    expectNear(service.serviceLevel, 0.8883500191794669);
    expectNear(service.averageWait, 7.83593701177724);
    expectNear(service.occupancy, 10 / 14);
    expect(scheduled(14, 0.3)).toBe(20);
  });

  test('360 calls in 30 minutes, 240 s each, 55 agents, 15 s', () => {
    const load = { erlangs: offeredLoad(360, 240, 1800), handlingSeconds: 240, answerWithin: 15 };
    expect(load.erlangs).toBe(48);
    const service = erlangC(load, 55);
    expectNear(service.occupancy, 0.8727, 5e-5);
    expectNear(service.waitProbability, 0.2387, 5e-5);
    expectNear(service.averageWait, 8.184, 5e-4);
    expectNear(service.serviceLevel, 0.84588, 5e-6);
  });

  test('48 a minute of one minute each with 50 agents', () => {
    const load = { erlangs: 48, handlingSeconds: 60, answerWithin: 20 };
    const service = erlangC(load, 50);
    expectNear(service.averageWait, 20.83, 5e-3);
    expectNear(waitPercentile(load, 50, 0.9), 58.14, 5e-3);
    expectNear(service.queue, 16.67, 5e-3);
    expectNear(service.occupancy, 0.96, 1e-12);
  });

  test.each([
    [1, 3, 0.9204, 13.64, 0.333, 0.0909, 3],
    [2, 4, 0.8478, 26.09, 0.5, 0.1739, 4],
    [5, 8, 0.8631, 16.73, 0.625, 0.1673, 8],
    [10, 14, 0.8666, 13.06, 0.714, 0.1741, 14],
    [15, 19, 0.8129, 18.32, 0.789, 0.2442, 19],
    [20, 25, 0.8502, 12.55, 0.8, 0.2091, 25],
    [30, 36, 0.858, 10.59, 0.833, 0.2119, 36],
    [50, 57, 0.8454, 10.56, 0.877, 0.2465, 59],
    [75, 83, 0.841, 10.16, 0.904, 0.2711, 89],
    [100, 108, 0.8074, 12.31, 0.926, 0.3283, 118],
    [150, 159, 0.8018, 12.04, 0.943, 0.3611, 177],
    [200, 210, 0.8072, 11.27, 0.952, 0.3756, 236],
  ])('%d erlangs of 300 s: %d agents for 80 in 20', (erlangs, agents, level, wait, occupancy, waits, within85) => {
    const load = { erlangs, handlingSeconds: 300, answerWithin: 20 };
    const service = erlangC(load, agents);
    expectNear(service.serviceLevel, level, 5.1e-5);
    expectNear(service.averageWait, wait, 5.1e-3);
    expectNear(service.occupancy, occupancy, 5.1e-4);
    expectNear(service.waitProbability, waits, 5.1e-5);
    expect(agentsNeeded(load, { serviceLevel: 0.8, occupancy: 1 })).toBe(agents);
    expect(agentsNeeded(load, { serviceLevel: 0.8, occupancy: 0.85 })).toBe(within85);
  });

  test('nobody calls: nobody waits, nobody is needed', () => {
    const load = { erlangs: 0, handlingSeconds: 300, answerWithin: 20 };
    expect(erlangC(load, 5)).toMatchObject({ waitProbability: 0, serviceLevel: 1, averageWait: 0 });
    expect(agentsNeeded(load, { serviceLevel: 0.8, occupancy: 0.85 })).toBe(0);
  });

  test.each([10, 9, 1])('10 erlangs with %d agents is called unstable, and no time is made up', (agents) => {
    expect(erlangC({ erlangs: 10, handlingSeconds: 300, answerWithin: 20 }, agents)).toMatchObject({
      stable: false,
      waitProbability: null,
      serviceLevel: null,
      averageWait: null,
      queue: null,
    });
  });
});

/**
 * The same references to all their digits: sums over the states with sixty decimal places, without the recursion that is tested. What is
 * published is rounded; these are what it was rounded from.
 */
describe('each reference to the ninth digit', () => {
  test.each([
    [10, 14, 180, 20, 0.1741319335950498, 0.8883500191794669, 7.835937011777243],
    [48, 55, 240, 15, 0.2387009363780092, 0.8458830921705803, 8.184032104388887],
    [48, 50, 60, 20, 0.6944556111968343, 0.6434546008033035, 20.83366833590503],
    [1, 3, 300, 20, 0.09090909090909091, 0.9204387891779139, 13.63636363636364],
    [2, 4, 300, 20, 0.1739130434782609, 0.84779594451427, 26.08695652173913],
    [5, 8, 300, 20, 0.1672665066617566, 0.8630537670360967, 16.72665066617566],
    [10, 14, 300, 20, 0.1741319335950498, 0.8666274174453201, 13.05989501962874],
    [15, 19, 300, 20, 0.2442182506562583, 0.8129463210765308, 18.31636879921938],
    [20, 25, 300, 20, 0.2091028265988366, 0.8501712776124518, 12.5461695959302],
    [30, 36, 300, 20, 0.2118873925714125, 0.8579676332571592, 10.59436962857062],
    [50, 57, 300, 20, 0.2464709200546579, 0.845440776196516, 10.56303943091391],
    [75, 83, 300, 20, 0.2710657047446816, 0.8409803290727101, 10.16496392792556],
    [100, 108, 300, 20, 0.3283296800271413, 0.8073866344591392, 12.3123630010178],
    [150, 159, 300, 20, 0.3611388374540826, 0.8018028037597302, 12.03796124846942],
    [200, 210, 300, 20, 0.3756148239750332, 0.8071529192088043, 11.268444719251],
  ])('%d erlangs, %d agents', (erlangs, agents, handlingSeconds, answerWithin, waits, level, wait) => {
    const service = erlangC({ erlangs, handlingSeconds, answerWithin }, agents);
    expectNear(service.waitProbability, waits);
    expectNear(service.serviceLevel, level);
    expectNear(service.averageWait, wait);
    expectNear(service.occupancy, erlangs / agents);
    expectNear(service.queue, (waits * erlangs) / (agents - erlangs));
  });

  test('48 a minute, 50 agents: nine of ten callers, and callers with two minutes of patience', () => {
    const load = { erlangs: 48, handlingSeconds: 60, answerWithin: 20 };
    expectNear(waitPercentile(load, 50, 0.9), 58.13874178200882);
    const patient = erlangA(load, 50, 120);
    expectNear(patient.abandoned, 0.03091224916219322);
    expectNear(patient.averageWait, 3.709469899463186);
    expectNear(patient.queue, 2.967575919570549);
    expectNear(patient.occupancy, 0.9303242408042945);
    expectNear(patient.waitProbability, 0.4677740685537904);
  });
});

describe('Erlang B', () => {
  test('without calls nobody is refused', () => {
    expect([1, 7].map((agents) => erlangB(0, agents))).toEqual([0, 0]);
  });

  test('begun just below the load it is what the whole recursion gives', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 20_000, noNaN: true }),
        fc.double({ min: 0.1, max: 1.5, noNaN: true }),
        (erlangs, part) => {
          const agents = Math.max(1, Math.round(erlangs * part));
          let whole = 1;
          for (let busy = 1; busy <= agents; busy += 1) whole = (erlangs * whole) / (busy + erlangs * whole);
          expect(Math.abs(erlangB(erlangs, agents) - whole)).toBeLessThanOrEqual(1e-12 * whole);
        },
      ),
    );
  });

  test('stays a probability with a thousand agents and more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 2_000, noNaN: true }),
        fc.integer({ min: 1, max: 1_500 }),
        (erlangs, agents) => {
          const blocked = erlangB(erlangs, agents);
          expect(blocked >= 0 && blocked <= 1).toBe(true);
        },
      ),
    );
  });
});

describe('Erlang A', () => {
  test('48 a minute of one minute each with 50 agents and two minutes of patience', () => {
    const service = erlangA({ erlangs: 48, handlingSeconds: 60, answerWithin: 20 }, 50, 120);
    expectNear(service.abandoned, 0.0309, 5e-5);
    expectNear(service.averageWait, 3.71, 5e-3);
    expectNear(service.queue, 2.97, 5e-3);
    expectNear(service.occupancy, 0.93, 5e-4);
  });

  const loads = fc.record({
    erlangs: fc.double({ min: 0.1, max: 300, noNaN: true }),
    handlingSeconds: fc.double({ min: 30, max: 900, noNaN: true }),
    answerWithin: fc.double({ min: 1, max: 120, noNaN: true }),
  });
  const share = (value: number | null) => value !== null && value >= 0 && value <= 1;

  test('says shares and times that can be, at any load', () => {
    fc.assert(
      fc.property(
        loads,
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 5, max: 600, noNaN: true }),
        (load, agents, patience) => {
          const service = erlangA(load, agents, patience);
          expect(
            [service.waitProbability, service.serviceLevel, service.abandoned, service.occupancy].every(share),
          ).toBe(true);
          expect(service.queue! >= 0 && Number.isFinite(service.averageWait!)).toBe(true);
          // Who is answered and who gives up are all there are.
          expect(service.serviceLevel! + service.abandoned!).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
    );
  });

  test('comes to Erlang C where patience has no end', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.double({ min: 0.7, max: 0.95, noNaN: true }),
        (erlangs, occupancy) => {
          const load: PhoneLoad = { erlangs, handlingSeconds: 300, answerWithin: 20 };
          const agents = Math.ceil(erlangs / occupancy) + 1;
          const patient = erlangA(load, agents, 3e10);
          const endless = erlangC(load, agents);
          expectNear(patient.serviceLevel, endless.serviceLevel!, 1e-5);
          expectNear(patient.waitProbability, endless.waitProbability!, 1e-5);
          expect(patient.averageWait! / endless.averageWait!).toBeCloseTo(1, 3);
        },
      ),
    );
  });

  test('for millions of calls the answer keeps the aim', () => {
    const load = { erlangs: 6_685_631.4, handlingSeconds: 7_200, answerWithin: 0 };
    const target = { serviceLevel: 0.99, occupancy: 0.98 };
    const agents = agentsNeeded(load, target);
    expect(agentsNeededWithPatience(load, target, 1)).toBe(agents);
    expect(erlangC(load, agents).serviceLevel).toBeGreaterThanOrEqual(0.99);
    expect(load.erlangs / agents).toBeLessThanOrEqual(0.98);
  });

  test('needs no more agents than callers without end would, and one less is too few', () => {
    const target = { serviceLevel: 0.8, occupancy: 0.85 };
    fc.assert(
      fc.property(loads, fc.double({ min: 30, max: 300, noNaN: true }), (load, patience) => {
        const agents = agentsNeededWithPatience(load, target, patience);
        expect(agents).toBeLessThanOrEqual(agentsNeeded(load, target));
        expect(agents).toBeGreaterThan(0);
        if (agents === 1) return;
        const fewer = erlangA(load, agents - 1, patience);
        expect(fewer.serviceLevel! >= target.serviceLevel && fewer.occupancy <= target.occupancy).toBe(false);
      }),
    );
  });

  test('against a simulation of the same floor', () => {
    const load = { erlangs: 10, handlingSeconds: 60, answerWithin: 20 };
    const service = erlangA(load, 9, 90);
    const seen = simulate({ calls: 200_000, erlangs: 10, agents: 9, handling: 60, patience: 90, within: 20 });
    expectNear(service.abandoned, seen.abandoned, 0.006);
    expectNear(service.serviceLevel, seen.inTime, 0.006);
    expectNear(service.averageWait, seen.wait, 0.4);
  });
});

/** First come, first served, with exponential arrivals, handling and patience, from a seeded generator. */
const simulate = (floor: {
  calls: number;
  erlangs: number;
  agents: number;
  handling: number;
  patience: number;
  within: number;
}) => {
  let seed = 42;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed + 0.5) / 2 ** 32;
  };
  const exponential = (mean: number) => -mean * Math.log(random());
  const freeAt = Array.from({ length: floor.agents }, () => 0);
  let at = 0;
  let abandoned = 0;
  let inTime = 0;
  let waited = 0;
  for (let call = 0; call < floor.calls; call += 1) {
    at += exponential(floor.handling / floor.erlangs);
    const first = freeAt.indexOf(Math.min(...freeAt));
    const wait = Math.max(0, freeAt[first]! - at);
    const patience = exponential(floor.patience);
    waited += Math.min(wait, patience);
    if (patience < wait) {
      abandoned += 1;
      continue;
    }
    if (wait <= floor.within) inTime += 1;
    freeAt[first] = at + wait + exponential(floor.handling);
  }
  return { abandoned: abandoned / floor.calls, inTime: inTime / floor.calls, wait: waited / floor.calls };
};
