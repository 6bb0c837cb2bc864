import { stopOnSignal } from './stop-on-signal.js';
import { terminalLanguage } from '../config/config.js';
import { releaseMemory } from './release-memory.js';
import { explainStart } from './start-fault.js';

/** Runs what `start` starts until the first signal. A start that fails is said in a sentence and ends the process with 1. */
export const runProcess = async (start: () => Promise<{ stop(): Promise<unknown> }>): Promise<void> => {
  try {
    const running = await start();
    await releaseMemory();
    stopOnSignal(() => running.stop());
  } catch (error) {
    process.stderr.write(`${explainStart(error, terminalLanguage())}\n`);
    // What had begun to start may still hold the process; who typed the command waits for an end.
    process.exit(1);
  }
};
