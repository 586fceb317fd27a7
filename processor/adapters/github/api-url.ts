import { shorten } from '../../model/escape-text.ts';
import { UserError } from '../../model/errors.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address without a slash at its end. Throws UserError `bad-host-url` for what is no address, carries credentials
 * or a query, or would send the token over the network without TLS.
 */
export function checkApiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url !== undefined && isSafe && url.username === '' && url.password === '' && url.search === '' && url.hash === '')
    return url.href.replace(/\/+$/, '');
  throw new UserError('bad-host-url', `\`${shorten(text, 200)}\` is no address to send a token to`, {
    instructions: [
      'set GITHUB_API_URL to https://api.github.com, or to https://<host>/api/v3 of GitHub Enterprise Server',
      'http is taken only for this machine (127.0.0.1, localhost)',
    ],
  });
}
