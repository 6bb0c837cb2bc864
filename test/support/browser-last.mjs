import Sequencer from '@jest/test-sequencer';

/** Cheap tests first: what they find, nobody has to watch in a browser. */
export default class BrowserLast extends Sequencer {
  sort(tests) {
    const inBrowser = ({ path }) => Number(/[\\/]test[\\/]browser[\\/]/.test(path));
    const usual = super.sort(tests);
    return usual.toSorted((a, b) => inBrowser(a) - inBrowser(b));
  }
}
