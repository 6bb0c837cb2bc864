// Who may import whom: docs/architecture.md, "Layout". Each lib may reach only what stands to its left:
// contracts <- platform <- identity <- incidents <- desk <- { channels, campaigns, reporting } <- apps; audit: platform and contracts only.
const reach = {
  contracts: [],
  platform: ['contracts'],
  identity: ['platform', 'contracts'],
  incidents: ['identity', 'platform', 'contracts'],
  desk: ['incidents', 'identity', 'platform', 'contracts'],
  channels: ['desk', 'incidents', 'identity', 'platform', 'contracts'],
  campaigns: ['desk', 'incidents', 'identity', 'platform', 'contracts'],
  reporting: ['desk', 'incidents', 'identity', 'platform', 'contracts'],
  audit: ['platform', 'contracts'],
};

const layers = Object.entries(reach).map(([lib, allowed]) => ({
  name: `${lib}-reaches-too-far`,
  comment: `libs/${lib} may import ${allowed.join(', ') || 'no other lib'}; never an app.`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^(libs|apps)/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'lib-through-its-index',
      comment: 'A lib is entered through its index.ts; what that does not export is the lib’s own business.',
      severity: 'error',
      from: { path: '^(?:libs|apps|test|migrations)/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'console-imports-contracts-only',
      comment: 'The console knows the server by its wire shapes alone.',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^(libs|apps|migrations|test)/', pathNot: '^(libs/contracts|apps/console)/' },
    },
    {
      name: 'console-runs-in-a-browser',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: '\\.spec\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'apps-in-order',
      comment: 'worker runs the feature modules that api lists, standalone runs both; never the other way round.',
      severity: 'error',
      from: { path: '^apps/(api|worker|console)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/api/src/app\\.module\\.ts$'] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration never imports an entity: it must mean the same in ten years.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(libs|apps|test)/' },
    },
    {
      name: 'product-does-not-know-its-tests',
      severity: 'error',
      from: { path: '^(libs|apps|migrations)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '(^test/|\\.spec\\.tsx?$)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolves',
      comment: 'An alias that leads nowhere would make every other rule look kept.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'product-without-dev-dependencies',
      severity: 'error',
      from: { path: '^(libs|migrations|apps/(api|worker|standalone))/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
