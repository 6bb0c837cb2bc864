import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters of OWASP's password storage cheat sheet: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** A burst of sign-ins must not hold the whole thread pool: few at once, the others wait in order. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= AT_ONCE) await new Promise<void>((resume) => waiting.push(resume));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
};

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, COST));

/** Hash of a password that nobody has: unknown addresses take as long as known ones. */
const NOBODY = hash('a password that nobody has', COST);

/** False for a wrong password and for an unknown person (`null`), in the same time. */
export const passwordMatches = async (passwordHash: string | null, password: string): Promise<boolean> => {
  const against = passwordHash ?? (await NOBODY);
  const matches = await inTurn(() => verify(against, password));
  return matches && passwordHash !== null;
};
