export { isSecretKey, looksSecret, REDACTED } from '../model/redact.ts';
