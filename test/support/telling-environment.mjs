import { TestEnvironment } from 'jest-environment-node';

/** Where a test fails that has browsers open, it also tells what their pages show at that moment: no stack does. */
export default class TellingEnvironment extends TestEnvironment {
  async handleTestEvent({ name, test }) {
    if (name !== 'test_fn_failure' || !this.global.openPages) return;
    for (const seen of await this.global.openPages()) process.stderr.write(`● ${test.name} › ${seen}\n`);
  }
}
