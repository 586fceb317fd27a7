/**
 * JSON schemas of the bodies of both endpoints, in draft 4, which is what API Gateway knows. They turn away what is
 * surely wrong before a function runs; the functions say the rest, with reasons. A test holds them to what the
 * functions take and refuse.
 */
export const API_MODELS = {
  provisionpipeline: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: 'ProvisionPipeline',
    type: 'object',
    required: ['pipeline_type'],
    properties: { pipeline_type: { type: 'string', minLength: 1, maxLength: 100 } },
  },
  pipelinestatus: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: 'PipelineStatus',
    type: 'object',
    required: ['pipeline_id'],
    properties: { pipeline_id: { type: 'string', minLength: 1, maxLength: 2048 } },
  },
} as const;

/** An endpoint of the API, which is also its path. */
export type ApiPath = keyof typeof API_MODELS;
