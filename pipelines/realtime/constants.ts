/** The one production variant, named as in the orchestrator: capture paths and monitors contain it. */
export const VARIANT_NAME = 'AllTraffic';

/** Name of the API's stage, part of its URL. */
export const API_STAGE = 'v1';

/** Path of the one resource of the API. */
export const INFERENCE_PATH = 'inference';

/** Requests a second, and at once, that the API lets through for all callers together. */
export const THROTTLING = { rateLimit: 100, burstLimit: 200 } as const;

/** Longest answer time of an API Gateway integration, in seconds (quotas page); the function stops there too. */
export const INTEGRATION_TIMEOUT_SECONDS = 29;

/** Content types that are captured as text and not as base64; the monitors read CSV and JSON. */
export const CAPTURED_CONTENT_TYPES = { csv: ['text/csv'], json: ['application/json'] } as const;
