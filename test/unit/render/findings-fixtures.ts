import type { Finding } from '../../../processor/model/finding.ts';
import type { FindingsReport } from '../../../processor/render/findings/findings-report.ts';

const CHURN = 'models/churn/mlops-config.json';
const FRAUD = 'models/fraud/mlops-config.json';

export const ERROR: Finding = {
  severity: 'error',
  code: 'duplicate-endpoint-name',
  file: CHURN,
  line: 12,
  column: 20,
  pointer: '/endpoint_name',
  message: 'the endpoint name `live` is taken by another workload',
  hint: 'rename one endpoint',
  related: [{ file: FRAUD, line: 3, column: 5, message: 'taken here' }],
};

export const WARNING: Finding = {
  severity: 'warning',
  code: 'old-spelling',
  file: FRAUD,
  line: 9,
  column: 3,
  pointer: '/algo_hyperparamaters',
  message: '`algo_hyperparamaters` is the old spelling of `algo_hyperparameters`',
};

export const EMPTY: FindingsReport = { files: [CHURN, FRAUD], workloads: 3, findings: [] };
export const MIXED: FindingsReport = {
  ...EMPTY,
  files: ['mlops-settings.json', CHURN, FRAUD],
  findings: [ERROR, WARNING],
};

/** Texts that try to become something else in one of the formats. */
export const HOSTILE: readonly string[] = [
  '[click](javascript:alert(1))',
  '![](http://tracker.example/x.png)',
  '<img src=x onerror=alert(1)>',
  '</details><script>',
  '<!-- marker -->',
  '@everyone and @org/team',
  'Fixes #1, GH-12, org/repo#3',
  'http://evil.example www.evil.example mail@evil.example',
  '``` \n# heading\n- item',
  'a ` b `` c',
  '`',
  '\u202eevil\u2066',
  '\u001b[2J\u001b]8;;http://evil.example\u0007link',
  'line\r\nbreak\u2028and\u0085more',
  ']]> & <![CDATA[ "quoted" \'single\'',
  '\u0000\ud800 lone',
  '&amp; &#64; \\* **bold** _it_ ~~gone~~ |cell| :smile: $x$',
  'deadbeefdeadbeef',
];

/** A report in which every text is hostile. */
export function hostileReport(text: string): FindingsReport {
  const place = { file: `models/${text}/mlops-config.json`, line: 1, column: 1 };
  const finding: Finding = {
    ...ERROR,
    ...place,
    pointer: `/${text}`,
    message: `${text} is wrong`,
    hint: `remove ${text}`,
    related: [{ ...place, message: text }],
  };
  return { files: [place.file], workloads: 1, findings: [finding, { ...finding, severity: 'warning' }] };
}
