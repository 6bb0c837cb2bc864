/** What the phone of one interval is up against. */
export interface PhoneLoad {
  /** Offered load in erlangs: calls × handling time ÷ interval. */
  erlangs: number;
  /** Average handling time (talk + hold + after-call work) in seconds. */
  handlingSeconds: number;
  /** Seconds within which a call shall be answered, the T of the service level. */
  answerWithin: number;
}

/** What callers meet with a number of agents. */
export interface PhoneService {
  agents: number;
  /** False where more comes in than the agents can handle: nothing else can then be said, and every other figure is null. */
  stable: boolean;
  /** Probability that a caller has to wait. */
  waitProbability: number | null;
  /** Share of offered calls that are answered within T. */
  serviceLevel: number | null;
  /** Average wait in seconds: of all callers, who with patience may give up. */
  averageWait: number | null;
  /** Mean number of callers who wait. */
  queue: number | null;
  /** Share of the agents' time that is spent on calls. */
  occupancy: number;
  /** Share of callers who give up; null in the model without patience. */
  abandoned: number | null;
}

export const offeredLoad = (calls: number, handlingSeconds: number, intervalSeconds: number): number =>
  (calls * handlingSeconds) / intervalSeconds;

/**
 * Probability that all `agents` are busy when blocked calls are lost (Erlang B), by the recursion that never overflows. Each step shrinks
 * an error of the start to busy ÷ erlangs of it, so a start twelve deviations below is as good as one at nobody, and millions of calls
 * take no longer than thousands.
 */
export const erlangB = (erlangs: number, agents: number): number => {
  const start = Math.max(0, Math.floor(Math.min(agents, erlangs) - 12 * Math.sqrt(erlangs)));
  let blocked = start === 0 ? 1 : 1 - start / erlangs;
  for (let busy = start + 1; busy <= agents; busy += 1) blocked = (erlangs * blocked) / (busy + erlangs * blocked);
  return blocked;
};

/** Callers wait without end (Erlang C): the cautious model, since in truth some give up. */
export const erlangC = ({ erlangs, handlingSeconds, answerWithin }: PhoneLoad, agents: number): PhoneService => {
  if (erlangs === 0) return { ...IDLE, agents };
  if (agents <= erlangs) return { ...IDLE, ...UNSTABLE, agents };
  const blocked = erlangB(erlangs, agents);
  const waits = (agents * blocked) / (agents - erlangs * (1 - blocked));
  const spare = agents - erlangs;
  return {
    agents,
    stable: true,
    waitProbability: waits,
    serviceLevel: 1 - waits * Math.exp((-spare * answerWithin) / handlingSeconds),
    averageWait: (waits * handlingSeconds) / spare,
    queue: (waits * erlangs) / spare,
    occupancy: erlangs / agents,
    abandoned: null,
  };
};

/** Seconds that nine of ten callers (`share` 0.9) do not exceed under Erlang C; null when it is unstable. */
export const waitPercentile = (load: PhoneLoad, agents: number, share: number): number | null => {
  const { waitProbability } = erlangC(load, agents);
  if (waitProbability === null) return null;
  if (waitProbability <= 1 - share) return 0;
  return (Math.log(waitProbability / (1 - share)) * load.handlingSeconds) / (agents - load.erlangs);
};

/**
 * Callers give up after an exponential patience (Erlang A, M/M/N+M): always stable. Like the recursion of Erlang B, each step adds one
 * more waiting caller to a system that is already normalised, so that no weight can overflow, however great the overload.
 */
export const erlangA = (load: PhoneLoad, agents: number, patienceSeconds: number): PhoneService => {
  const { erlangs, handlingSeconds, answerWithin } = load;
  if (erlangs === 0) return { ...IDLE, agents, abandoned: 0 };
  const patience = patienceSeconds / handlingSeconds;
  const served = servedInTime(agents * patience, answerWithin / patienceSeconds);
  let last = erlangB(erlangs, agents);
  let waits = last;
  let queue = 0;
  let inTime = 1 - last + last * served.next().value;
  for (let waiting = 1; waiting < MOST_WAITING; waiting += 1) {
    const ratio = erlangs / (agents + waiting / patience);
    last = (last * ratio) / (1 + last * ratio);
    waits += last * (1 - waits);
    queue += last * (waiting - queue);
    inTime += last * (served.next().value - inTime);
    if (ratio < 1 && last * waiting < NEGLIGIBLE) break;
  }
  const abandoned = queue / (patience * erlangs);
  return {
    agents,
    stable: true,
    waitProbability: waits,
    serviceLevel: Math.max(0, inTime),
    averageWait: (queue * handlingSeconds) / erlangs,
    queue,
    occupancy: Math.min(1, (erlangs * (1 - abandoned)) / agents),
    abandoned,
  };
};

/**
 * Probabilities to be answered within T for a caller who finds 0, 1, 2 … others waiting, in order. `capacity` is agents × patience ÷
 * handling time, `limit` is T ÷ patience: the closed form of a sum of exponentials with rates N, N+θ, N+2θ … against one's own patience.
 */
function* servedInTime(capacity: number, limit: number): Generator<number, never> {
  const gone = 1 - Math.exp(-limit);
  let term = capacity * Math.exp(-limit * (capacity + 1));
  let probability = (capacity - term) / (capacity + 1);
  for (let ahead = 1; ; ahead += 1) {
    yield Math.max(0, probability);
    term *= ((capacity + ahead) / ahead) * gone;
    probability = ((capacity + ahead) * probability - term) / (capacity + 1 + ahead);
  }
}

export interface PhoneTarget {
  /** Share of calls to be answered within T, such as 0.8. */
  serviceLevel: number;
  /** Highest share of their time that agents shall spend on calls, such as 0.85. */
  occupancy: number;
}

/** The smallest number of agents that keeps both targets under Erlang C; 0 where nobody calls. */
export const agentsNeeded = (load: PhoneLoad, target: PhoneTarget): number => {
  if (load.erlangs === 0) return 0;
  for (let agents = Math.max(1, Math.ceil(load.erlangs / target.occupancy)); ; agents += 1) {
    if ((erlangC(load, agents).serviceLevel ?? 0) >= target.serviceLevel) return agents;
  }
};

/** The same where callers give up: fewer, since who has gone waits no longer. Of a crowd beyond any desk the cautious number is told. */
export const agentsNeededWithPatience = (load: PhoneLoad, target: PhoneTarget, patienceSeconds: number): number => {
  let enough = agentsNeeded(load, target);
  if (load.erlangs > MOST_PATIENT_ERLANGS) return enough;
  let tooFew = 0;
  while (enough - tooFew > 1) {
    const agents = Math.floor((enough + tooFew) / 2);
    const service = erlangA(load, agents, patienceSeconds);
    if (service.serviceLevel! >= target.serviceLevel && service.occupancy <= target.occupancy) enough = agents;
    else tooFew = agents;
  }
  return enough;
};

/** How many people to put on the roster so that `agents` are there: some are always on a break, in training or ill. */
export const scheduled = (agents: number, shrinkage: number): number =>
  Math.ceil(Number((agents / (1 - shrinkage)).toFixed(9)));

const IDLE: PhoneService = {
  agents: 0,
  stable: true,
  waitProbability: 0,
  serviceLevel: 1,
  averageWait: 0,
  queue: 0,
  occupancy: 0,
  abandoned: null,
};
const UNSTABLE = {
  stable: false,
  waitProbability: null,
  serviceLevel: null,
  averageWait: null,
  queue: null,
  occupancy: 1,
};
/** Below this the states that are left out change no figure that anyone reads. */
const NEGLIGIBLE = 1e-15;
const MOST_WAITING = 1_000_000;
/** Ten times the largest desk that was ever heard of. */
const MOST_PATIENT_ERLANGS = 10_000;
