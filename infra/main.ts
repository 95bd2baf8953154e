/** The CDK app that cdk.json names: bundles the handlers, then describes the stack. */
import { App } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { houniaoApp } from './app.ts'
import { bundleHandlers } from './bundle.ts'

const [chat, sweep, publish, picture, agenda, work] = (await bundleHandlers()).map(({ folder }) =>
  Code.fromAsset(folder),
)
if (!chat || !sweep || !publish || !picture || !agenda || !work) throw new Error('a handler was not bundled')
houniaoApp(new App(), { chat, sweep, publish, picture, agenda, work }).synth()
