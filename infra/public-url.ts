import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { publicUrlPattern } from '../shared/contract/public-url.ts'

/** Where calendars and gateways find the program: the domain that the deployment names, else the API's own address. */
export const publicUrl = (scope: Construct, api: HttpApi): string => {
  const domain = new CfnParameter(scope, 'PublicUrl', {
    default: '',
    allowedPattern: `^$|${publicUrlPattern.source}`,
    description: 'https://your-domain, without a slash at its end; empty for the address of the API',
  })
  const named = new CfnCondition(scope, 'PublicUrlNamed', {
    expression: Fn.conditionNot(Fn.conditionEquals(domain.valueAsString, '')),
  })
  return Fn.conditionIf(named.logicalId, domain.valueAsString, api.apiEndpoint).toString()
}
