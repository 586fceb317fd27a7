import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';

import { readText } from '../../shared/lambda/read-input.ts';

/** Name of the model behind the first variant of the endpoint; throws what a reader can act on when there is none. */
export async function modelOfEndpoint(endpointName: string, sagemaker: SageMakerClient): Promise<string> {
  const EndpointConfigName = await configOf(endpointName, sagemaker);
  const { ProductionVariants } = await sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  const modelName = ProductionVariants?.[0]?.ModelName;
  if (modelName === undefined) throw new Error(`the endpoint ${endpointName} serves no model that has a name`);
  return modelName;
}

async function configOf(endpointName: string, sagemaker: SageMakerClient): Promise<string> {
  try {
    const { EndpointConfigName } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: endpointName }));
    return readText(EndpointConfigName, 'EndpointConfigName');
  } catch (error) {
    if (!(error instanceof Error) || !/could not find|not found|does not exist/i.test(error.message)) throw error;
    throw new Error(`there is no endpoint ${endpointName}; deploy it before its monitors`, { cause: error });
  }
}
