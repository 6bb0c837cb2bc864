import base from './jest.config.mjs';

/** Tests against real mail servers: they need Postfix and Dovecot on this machine. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.servers.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
};
