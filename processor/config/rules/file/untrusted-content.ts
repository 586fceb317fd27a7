import type { Finding } from '../../../model/finding.ts';
import { isSecretKey, looksSecret } from '../../../model/redact.ts';
import { isSuspiciousKey, SUSPICIOUS_TEXT } from '../../read/suspicious-text.ts';
import { blankOf, STILL_TO_WRITE } from '../../shared/blank-value.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { joinPointer } from '../../shared/json-pointer.ts';
import type { ParsedFile } from '../../shared/parsed-file.ts';
import type { RuleContext } from '../shared/rule.ts';

const MIN_SECRET_LENGTH = 8;
/** Texts that name a secret instead of being one, and values that only look like a member for secrets. */
const NO_SECRET = /^(?:arn:|s3:\/\/|\/|\$\{|\{\{|<|\[)|^(?:true|false|none|null|unknown)$/i;

const FREE_TEXTS = /\/(?:tags|environment)\//;

/**
 * Texts that something later would take for more than text, or that must not be committed. Looks at every file that
 * could be parsed, whatever its shape. No value of a finding is ever shown.
 *
 * `dynamic-reference` (error): `{{resolve:...}}`, which CloudFormation replaces even inside data.
 * `intrinsic-function` (error): an object such as `{"Ref": ...}` or `{"Fn::GetAtt": ...}`.
 * `unresolved-token` (error): `${Token[...]}`, `#{Token[...]}` of the AWS CDK, and `${AWS::...}`.
 * `placeholder` (warning): any other `${...}`; nothing replaces it. Also what stands for a value that is not written
 * yet, but in tags and environments, which may say anything.
 * `secret-value` (error): an access key, token or private key. `secret-key` (warning): a member called like one.
 */
export function checkUntrustedContent({ files, written }: RuleContext): readonly Finding[] {
  const findings: Finding[] = [];
  for (const file of files ?? sourcesOf(written)) {
    if (!isSuspicious(file.value)) continue;
    visit(file.value, '', { file, findings, key: undefined });
  }
  return findings;
}

/** Each file once, without those that the reader has found harmless as a whole. */
function sourcesOf(written: RuleContext['written']): Iterable<ParsedFile> {
  const toLookAt = written.filter(({ source }) => source.isHarmless !== true);
  return new Set(toLookAt.map(({ source }) => source));
}

/** A quick look that builds no pointers: most files pay for nothing else. */
function isSuspicious(value: unknown): boolean {
  if (typeof value === 'string') return SUSPICIOUS_TEXT.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(isSuspicious);
  for (const key in value) {
    if (isSuspiciousKey(key) || isSuspicious((value as Readonly<Record<string, unknown>>)[key])) return true;
  }
  return false;
}

interface Visit {
  readonly file: ParsedFile;
  readonly findings: Finding[];
  /** Name of the member whose value is looked at. */
  readonly key: string | undefined;
}

function visit(value: unknown, pointer: string, at: Visit): void {
  if (typeof value === 'string') {
    checkText(value, pointer, at);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) visit(value[index], `${pointer}/${index}`, at);
  } else if (typeof value === 'object' && value !== null) {
    visitMembers(value as Readonly<Record<string, unknown>>, pointer, at);
  }
}

function visitMembers(members: Readonly<Record<string, unknown>>, pointer: string, at: Visit): void {
  for (const key in members) {
    const child = joinPointer(pointer, key);
    if (SUSPICIOUS_TEXT.test(key)) report(at, { ...faultOf(key), pointer: child, part: 'key' });
    if (key.startsWith('Fn::') || (key === 'Ref' && Object.keys(members).length === 1)) {
      report(at, { ...INTRINSIC, pointer, message: `an object with \`${intrinsicName(key)}\` is no value here` });
    } else {
      visit(members[key], child, { ...at, key });
    }
  }
}

function checkText(text: string, pointer: string, at: Visit): void {
  const fault = SUSPICIOUS_TEXT.test(text) ? (faultOf(text) ?? blankFault(text, pointer)) : undefined;
  if (fault !== undefined) {
    report(at, { ...fault, pointer });
    return;
  }
  if (at.key === undefined || text.length < MIN_SECRET_LENGTH || NO_SECRET.test(text) || !isSecretKey(at.key)) return;
  report(at, {
    code: 'secret-key',
    severity: 'warning',
    pointer,
    message: 'the name of this member says that its value is a secret; everybody who reads the repository reads it',
    hint: 'keep it in AWS Secrets Manager and write its ARN or name here; if the value is real, replace it with a new one',
  });
}

type Fault = Pick<Finding, 'code' | 'severity' | 'message' | 'hint'>;

const INTRINSIC = {
  code: 'intrinsic-function',
  severity: 'error',
  hint: 'configs are data, not templates: write the value itself, or one value per stage',
} as const;

function faultOf(text: string): Fault | undefined {
  if (looksSecret(text)) {
    return {
      code: 'secret-value',
      severity: 'error',
      message: 'this looks like a credential (not shown)',
      hint: 'revoke it, because it is in the history of the repository; keep secrets in AWS Secrets Manager',
    };
  }
  if (text.includes('{{resolve:')) {
    return {
      code: 'dynamic-reference',
      severity: 'error',
      message:
        'a CloudFormation dynamic reference `{{resolve:...}}` is not allowed: the secret would be written in the open',
      hint: 'let the container read the secret by its ARN, with its own role',
    };
  }
  if (/[$#]\{Token\[|\$\{AWS::/.test(text)) {
    return {
      code: 'unresolved-token',
      severity: 'error',
      message: 'a token of the AWS CDK or CloudFormation stands in a text, where nothing resolves it',
      hint: 'write the value itself, or one value per stage',
    };
  }
  const open = text.indexOf('${');
  if (open >= 0 && text.includes('}', open)) {
    return {
      code: 'placeholder',
      severity: 'warning',
      message: 'nothing replaces `${...}`: the text is passed on as it is',
      hint: 'write the value itself, or one value per stage; ignore this if the container replaces it',
    };
  }
  return undefined;
}

function blankFault(text: string, pointer: string): Fault | undefined {
  const blank = FREE_TEXTS.test(pointer) ? undefined : blankOf(text);
  if (blank === undefined) return undefined;
  return {
    code: 'placeholder',
    severity: 'warning',
    message: `\`${blank}\` ${STILL_TO_WRITE}`,
    hint: 'write the value itself',
  };
}

function intrinsicName(key: string): string {
  return /^(?:Ref|Fn::[A-Za-z0-9]{1,40})$/.test(key) ? key : 'Fn::...';
}

interface Report extends Partial<Fault> {
  readonly pointer: string;
  readonly part?: 'key' | 'value';
}

function report({ file, findings }: Visit, { pointer, part, ...fault }: Report): void {
  const { code, severity, message, hint } = fault;
  if (code === undefined || severity === undefined || message === undefined) return;
  findings.push(findingAt(file, { severity, code, pointer, part, message, hint }));
}
