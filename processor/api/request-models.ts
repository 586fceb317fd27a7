/**
 * JSON schemas (draft 4, which is what API Gateway knows) of the bodies of both endpoints, for its request validator.
 * They turn away what is surely wrong before a function runs; what is right, the functions say, with reasons.
 */
export const PROVISION_MODEL = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'ProvisionPipeline',
  type: 'object',
  required: ['pipeline_type'],
  properties: { pipeline_type: { type: 'string', minLength: 1, maxLength: 100 } },
} as const;

/** Body of `/pipelinestatus`. */
export const STATUS_MODEL = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'PipelineStatus',
  type: 'object',
  required: ['pipeline_id'],
  properties: { pipeline_id: { type: 'string', minLength: 1, maxLength: 2048 } },
} as const;
