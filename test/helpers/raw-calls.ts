import type { EmulatorClientConfig } from '../emulator/emulator.ts';

/** Calls of services whose SDK client the project does not carry; the emulator checks no signature. */
function headersFor({ credentials, region }: EmulatorClientConfig, service: string): Record<string, string> {
  const scope = `${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none` };
}

export interface JsonCall {
  readonly service: string;
  /** `<service prefix>.<operation>` */
  readonly target: string;
  readonly body?: unknown;
}

/** One call of a JSON protocol; rejects with the answer's text when the service refuses. */
export async function callJson(
  config: EmulatorClientConfig,
  { service, target, body = {} }: JsonCall,
): Promise<string> {
  const headers = {
    ...headersFor(config, service),
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
  };
  return read(await fetch(config.endpoint, { method: 'POST', headers, body: JSON.stringify(body) }), target);
}

export interface XmlCall {
  readonly service: string;
  readonly action: string;
  readonly version: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** One call of the query protocol. */
export async function callXml(config: EmulatorClientConfig, call: XmlCall): Promise<string> {
  const headers = { ...headersFor(config, call.service), 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ Action: call.action, Version: call.version, ...call.more }).toString();
  return read(await fetch(config.endpoint, { method: 'POST', headers, body }), call.action);
}

/** One GET of a REST protocol. */
export async function callRest(
  config: EmulatorClientConfig,
  { service, path }: { readonly service: string; readonly path: string },
): Promise<string> {
  return read(await fetch(`${config.endpoint}${path}`, { headers: headersFor(config, service) }), path);
}

async function read(answer: Response, what: string): Promise<string> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`);
  return text;
}
