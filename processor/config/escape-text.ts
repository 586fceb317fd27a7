export { codePoint, escapeText, shorten } from '../model/escape-text.ts';
