import { expect } from 'chai';

import { checkConfigs } from './rules/check-configs.ts';
import { batch, dataQuality } from './rules/workloads.ts';

/** Message, without the value, and hint of the one fault of a schedule. */
function said(config: unknown): string {
  const [finding, ...others] = checkConfigs({ 'a.json': config }).filter(({ severity }) => severity === 'error');
  expect(others).to.deep.equal([]);
  return `${finding?.message.replace(/^.*?"[`:]? /, '')} -- ${finding?.hint}`;
}

const SIX = 'and `cron(...)` six: minutes, hours, day of the month, month, day of the week, year';
const ON_THE_HOUR = 'is no schedule of a monitor, which runs on the hour';

describe('a schedule that is none', () => {
  const batches: readonly (readonly [schedule: string, said: RegExp])[] = [
    // Crontab counts Monday as 1, EventBridge Sunday.
    ['0 5 * * 1', /did you mean `cron\(0 5 \? \* MON \*\)`/],
    ['0 5 * * 1-5', /did you mean `cron\(0 5 \? \* MON-FRI \*\)`/],
    ['0 5 * * 0,7', /did you mean `cron\(0 5 \? \* SUN,SUN \*\)`/],
    ['*/15 8 10 * *', /did you mean `cron\(\*\/15 8 10 \* \? \*\)`/],
    ['rate(24h)', /did you mean `rate\(24 hours\)`/],
    ['rate(1d)', /did you mean `rate\(1 day\)`/],
    ['rate(30 mins)', /did you mean `rate\(30 minutes\)`/],
    ['every 6 hours', /did you mean `rate\(6 hours\)`/],
    ['rate 12 hours', /did you mean `rate\(12 hours\)`/],
    ['rate(0.5 days)', /did you mean `rate\(12 hours\)`/],
    ['rate(1.5 hours)', /did you mean `rate\(90 minutes\)`/],
    ['rate(2 weeks)', /did you mean `rate\(14 days\)`/],
    ['rate: 1 hours', /did you mean `rate\(1 hour\)`/],
    ['rate[2 hours],', /did you mean `rate\(2 hours\)`/],
    ['48h', /did you mean `rate\(48 hours\)`/],
    ['rate(0.3 minutes)', /-- a valid one is /],
    ['every day', /did you mean `cron\(0 0 \? \* \* \*\)`/],
    ['@weekly', /did you mean `cron\(0 0 \? \* SUN \*\)`/],
    ['@monthly', /did you mean `cron\(0 0 1 \* \? \*\)`/],
    ['rate(0 days)', /^is no schedule: a rate counts from 1 on/],
    ['at(2024-01-01T00:00:00)', /^names one time, and a schedule comes again and again/],
    ['cron(5 ? * MON *)', new RegExp(`it has 5 fields, ${SIX.replaceAll(/[()`.]/g, '\\$&')}`)],
    ['cron(0 6  ? * * *)', /one blank stands between two fields -- did you mean `cron\(0 6 \? \* \* \*\)`/],
    ['cron(0 5 ? * MON-FRY *)', /-- did you mean `FRI`\?$/],
    ['cron(0 5 ? * MONDAY *)', /-- did you mean `MON`\?$/],
    ['cron(0 5 1 JNA ? *)', /-- did you mean `JAN`\?$/],
    ['cron(0 5 ? * 0 *)', /-- days count from 1, which is Sunday/],
    ['cron(0 5 ? * 8 *)', /-- use for example `rate\(1 day\)`/],
  ];
  for (const [schedule, expected] of batches) {
    it(`of a batch job: ${schedule}`, () => {
      expect(said(batch({ schedule_expression: schedule }))).to.match(expected);
    });
  }

  const monitors: readonly (readonly [schedule: string, hint: string])[] = [
    ['cron(0 0,12 ? * * *)', 'did you mean `cron(0 0/12 ? * * *)`?'],
    ['cron(0 1,7,13,19 ? * * *)', 'did you mean `cron(0 1/6 ? * * *)`?'],
    ['cron(30 6 ? * * *)', 'the nearest that runs is `cron(0 6 ? * * *)`'],
    ['cron(*/5 * ? * * *)', 'the nearest that runs is `cron(0 * ? * * *)`'],
    ['cron(0 12 ? * MON *)', 'the nearest that runs is `cron(0 12 ? * * *)`'],
    ['cron(0 12 1 * ? *)', 'the nearest that runs is `cron(0 12 ? * * *)`'],
    ['cron(0 24 ? * * *)', 'the nearest that runs is `cron(0 0 ? * * *)`'],
    ['cron(15 */6 ? * * *)', 'the nearest that runs is `cron(0 0/6 ? * * *)`'],
    ['cron(0 8-18 ? * * *)', 'write `cron(0 * ? * * *)`, `cron(0 6/4 ? * * *)` or `cron(0 6 ? * * *)`'],
    ['cron(0 1,12 ? * * *)', 'write `cron(0 * ? * * *)`, `cron(0 6/4 ? * * *)` or `cron(0 6 ? * * *)`'],
    ['cron(0 0,8,20 ? * * *)', 'write `cron(0 * ? * * *)`, `cron(0 6/4 ? * * *)` or `cron(0 6 ? * * *)`'],
    ['cron(0 12,24 ? * * *)', 'write `cron(0 * ? * * *)`, `cron(0 6/4 ? * * *)` or `cron(0 6 ? * * *)`'],
    ['cron(0 25 ? * * *)', 'write `cron(0 * ? * * *)`, `cron(0 6/4 ? * * *)` or `cron(0 6 ? * * *)`'],
  ];
  const spans: typeof monitors = [
    ['rate(90 minutes)', 'the nearest that runs is `cron(0 0/2 ? * * *)`'],
    ['rate(10 minutes)', 'the nearest that runs is `cron(0 * ? * * *)`'],
    ['every 5 hours', 'the nearest that runs is `cron(0 0/5 ? * * *)`'],
    ['rate(2 weeks)', 'the nearest that runs is `cron(0 0 ? * * *)`'],
  ];
  for (const [schedule, hint] of [...monitors, ...spans]) {
    it(`of a monitor: ${schedule}`, () => {
      const text = said(dataQuality({ schedule_expression: schedule }));
      expect(text).to.contain(ON_THE_HOUR);
      expect(text.split(' -- ')[1]).to.equal(hint);
    });
  }

  const hours: readonly (readonly [schedule: string, meant: string])[] = [
    ['every 6 hours', 'cron(0 0/6 ? * * *)'],
    ['rate(6 hours)', 'cron(0 0/6 ? * * *)'],
    ['rate 12 hours', 'cron(0 0/12 ? * * *)'],
    ['rate(12h)', 'cron(0 0/12 ? * * *)'],
    ['Rate(0.5 Days)', 'cron(0 0/12 ? * * *)'],
    ['rate(60 minutes)', 'cron(0 * ? * * *)'],
    ['rate(1 hours)', 'cron(0 * ? * * *)'],
    ['rate(1 day)', 'cron(0 0 ? * * *)'],
    ['24 hours', 'cron(0 0 ? * * *)'],
    ['hourly', 'cron(0 * ? * * *)'],
    ['nightly', 'cron(0 0 ? * * *)'],
  ];
  for (const [schedule, meant] of hours) {
    it(`of a monitor: ${schedule}, which is ${meant}`, () => {
      expect(said(dataQuality({ schedule_expression: schedule })).split(' -- ')[1]).to.equal(
        `did you mean \`${meant}\`?`,
      );
    });
  }
});
