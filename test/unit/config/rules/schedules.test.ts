import { expect } from 'chai';

import { checkConfigs } from './check-configs.ts';
import { batch } from './workloads.ts';

describe('rules: schedules', () => {
  function said(schedule_expression: string): readonly string[] {
    return checkConfigs({ 'a.json': batch({ schedule_expression }) }).map(
      ({ severity, code, message }) => `${severity} ${code} ${/day \d+$/.exec(message)?.[0] ?? ''}`,
    );
  }
  for (const day of ['0', '8', 'FUN', 'MON#6', 'MON#0', '8#1', '0L', 'FUNL', 'XMON#2', 'MON#2X']) {
    it(`there is no day of the week ${day}`, () => {
      const schedule_expression = `cron(0 4 ? * ${day} *)`;
      const [finding, ...others] = checkConfigs({ 'a.json': batch({ schedule_expression }) });
      expect(others).to.deep.equal([]);
      expect(`${finding?.severity} ${finding?.code}`).to.equal('error schedule-invalid');
      expect(finding?.message).to.include('the day of the week must lie in 1-7');
    });
  }

  it('names days and months in words as well', () => {
    const messages = ['cron(0 6 ? * Monday *)', 'cron(0 6 1 January ? *)', 'cron(0 25 ? * MON *)'].map(
      (schedule_expression) => checkConfigs({ 'a.json': batch({ schedule_expression }) })[0]?.message,
    );
    expect(messages[0]).to.match(/the day of the week must lie in 1-7 or SUN-SAT$/);
    expect(messages[1]).to.match(/the month must lie in 1-12 or JAN-DEC$/);
    expect(messages[2]).to.match(/the hours must lie in 0-23$/);
  });

  const mended = {
    'RATE(1 DAY)': 'rate(1 day)',
    'rate(2 day)': 'rate(2 days)',
    'cron(0  4 ? * SUN *)': 'cron(0 4 ? * SUN *)',
    'cron(0 4 * * * *)': 'cron(0 4 ? * * *)',
    '0 4 ? * SUN *': 'cron(0 4 ? * SUN *)',
  };
  for (const [schedule_expression, meant] of Object.entries(mended)) {
    it(`${schedule_expression} means ${meant}`, () => {
      const hints = checkConfigs({ 'a.json': batch({ schedule_expression }) }).map(({ hint }) => hint);
      expect(hints).to.have.lengthOf(1);
      expect(hints[0]).to.include(`\`${meant}\``);
    });
  }

  const never: readonly [schedule: string, day: number][] = [
    ['cron(0 4 30 2 ? *)', 30],
    ['cron(0 4 31 4,6,9,11 ? *)', 31],
    ['cron(0 4 31 APR,jun ? *)', 31],
    ['cron(0 4 30-31 FEB ? *)', 30],
    ['cron(0 4 31W 11 ? *)', 31],
    ['cron(0 4 31 4/5 ? *)', 31],
    ['cron(0 4 31 2/9 ? *)', 31],
    ['cron(0 4 31,30 2 ? *)', 30],
  ];
  for (const [schedule, day] of never) {
    it(`${schedule} never comes`, () => {
      expect(said(schedule)).to.deep.equal([`warning schedule-never day ${day}`]);
    });
  }
  const sometimes = [
    'cron(0 4 29 2 ? *)',
    'cron(0 4 31 * ? *)',
    'cron(0 4 31 4,5 ? *)',
    'cron(0 4 31 JUN-JUL ? *)',
    'cron(0 4 28-31 2 ? *)',
    'cron(0 4 30 */2 ? *)',
    'cron(0 4 31 11-1 ? *)',
    'cron(0 4 31 4/3 ? *)',
    'cron(0 4 31 */11 ? *)',
    'cron(0 4 31 1 ? *)',
    'cron(0 4 31 JAN ? *)',
    'cron(0 4 31 AUG ? *)',
    'cron(0 4 31 DEC ? *)',
    'cron(0 4 31,* 2 ? *)',
    'cron(0 4 31-2 2 ? *)',
    'cron(0 4 ? 2 mon#5 *)',
    'cron(0 4 ? * 1,7 *)',
    'cron(0 4 ? * 6L *)',
    'cron(0 4 ? 2 MON#5 *)',
    'rate(31 days)',
  ];
  for (const schedule of sometimes) {
    it(`${schedule} comes`, () => {
      expect(said(schedule)).to.deep.equal([]);
    });
  }
});
