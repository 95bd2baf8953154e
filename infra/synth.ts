/** `npm run synth`: writes the CloudFormation template and the bundles to cdk.out, without a network or an account. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const started = performance.now()
const { status } = spawnSync('node_modules/.bin/cdk', ['synth', '-q', '--no-notices', '--no-lookups'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
})
if (status === 0)
  console.log(`cdk.out/Houniao.template.json, ${((performance.now() - started) / 1_000).toFixed(1)} s`)
process.exitCode = status ?? 1
