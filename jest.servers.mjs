import base from './jest.config.mjs';

/** Tests against real servers: they need Postfix, Dovecot and Redis on this machine. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.servers.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
};
