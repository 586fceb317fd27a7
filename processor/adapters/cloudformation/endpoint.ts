import { UserError } from '../../model/errors.ts';

/** Whether requests can be sent there: a URL of HTTP. `localhost:4566` is one of a scheme called `localhost`. */
export function isEndpoint(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** `invalid-environment`: what stands in AWS's place has an address that is none. */
export function invalidEndpoint(text: string): UserError {
  return new UserError('invalid-environment', `the endpoint of AWS is \`${text}\`, which is no URL`, {
    instructions: [
      'set AWS_ENDPOINT_URL to one that begins with http:// or https://, such as http://127.0.0.1:4566 of the emulator',
      'or unset it, and `endpoint_url` in the profile, to work with AWS itself',
    ],
  });
}
