/**
 * The import table of docs/design.md, enforced. A folder may import itself, what its line says, and nothing else of ours;
 * `packages` lists what it must never take from outside.
 */
const ours = ['shared', 'bot', 'functions', 'infra', 'test']
const may = [
  { from: '^shared/', to: ['^shared/'], packages: '^(zod|dayjs|yaml)' },
  {
    from: '^bot/(understand|dialogue|wording)/',
    to: ['^shared/', '^bot/(understand|dialogue|wording)/'],
    packages: '^$',
  },
  { from: '^bot/channels/official-account/', to: ['^shared/', '^bot/channels/official-account/'] },
  { from: '^bot/channels/wechaty/', to: ['^shared/contract/', '^bot/channels/wechaty/'] },
  {
    from: '^functions/app/',
    to: ['^shared/', '^bot/(understand|dialogue|wording)/', '^functions/app/'],
    packages: '^$',
  },
  {
    from: '^functions/(store|crypto)/',
    to: ['^shared/', '^functions/app/(ports|faults)', '^functions/(store|crypto)/'],
  },
  {
    from: '^functions/render/',
    to: ['^shared/', '^functions/app/ports', '^bot/wording/', '^functions/render/'],
    packages: '^(@napi-rs/canvas|ical-generator)',
  },
  {
    from: '^functions/http/',
    to: ['^shared/', '^functions/(app|http)/', '^bot/wording/', '^bot/channels/official-account/'],
  },
  {
    from: '^functions/(handlers|local)/',
    to: ['^shared/', '^functions/', '^bot/(understand|dialogue|wording)/', '^bot/channels/official-account/'],
  },
  { from: '^infra/', to: ['^shared/contract/', '^infra/'] },
]
const installed = '(^|/)node_modules/'
const packageRule = (row) => ({
  name: `packages of ${row.from}`,
  severity: 'error',
  from: { path: row.from, pathNot: '^bot/understand/(cli|tables)' },
  to: { path: installed, pathNot: `node_modules/(${row.packages.replace('^', '')})` },
})
const coreRule = (from) => ({
  name: `no node:* in ${from}`,
  severity: 'error',
  from: { path: from, pathNot: '^bot/understand/(cli|tables)' },
  to: { dependencyTypes: ['core'] },
})
module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...may.map((row) => ({
      name: `imports of ${row.from}`,
      severity: 'error',
      from: { path: row.from },
      to: { path: `^(${ours.join('|')})/`, pathNot: row.to },
    })),
    ...may.filter((row) => row.packages !== undefined).map(packageRule),
    ...['^shared/', '^bot/(understand|dialogue|wording)/', '^functions/app/'].map(coreRule),
    {
      name: 'dayjs only through shared/time.ts',
      severity: 'error',
      from: { path: '^(shared|bot|functions|infra)/', pathNot: '^shared/time.ts$' },
      to: { path: `${installed}dayjs` },
    },
    {
      name: 'wechaty stays in its own process',
      severity: 'error',
      from: { pathNot: '^(bot/channels/wechaty|test)/' },
      to: { path: `${installed}wechaty` },
    },
    {
      name: 'what draws stays in render',
      severity: 'error',
      from: { pathNot: '^(functions/render|test)/' },
      to: { path: `${installed}(@napi-rs|ical-generator)` },
    },
    {
      name: 'the AWS SDK stays at the edge',
      severity: 'error',
      from: { pathNot: '^(functions/(store|crypto|handlers|local)|test)/' },
      to: { path: `${installed}@aws-sdk` },
    },
    {
      name: 'hono stays in http, handlers, local',
      severity: 'error',
      from: { pathNot: '^(functions/(http|handlers|local)|test)/' },
      to: { path: `${installed}(@hono|hono)` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
}
