import { type App, Tags, Validations } from 'aws-cdk-lib'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { HandlerName } from './bundle.ts'
import { HouniaoStack } from './stack.ts'

/** The stack in an app that is checked against the AwsSolutions rules: a finding that nobody gave a reason for stops the synth. */
export const houniaoApp = (app: App, code: Readonly<Record<HandlerName, Code>>): App => {
  new HouniaoStack(app, 'Houniao', { code })
  Tags.of(app).add('project', 'houniao')
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  return app
}
