import { expect } from 'chai';
import { checkUnusedEmails } from '../../../../processor/config/rules/settings/unused-emails.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111111111111:ml';

describe('addresses for notifications', () => {
  function check(notifications: unknown): readonly string[] {
    const bytes = toBytes({
      stages: [{ name: 'dev', account: '111111111111', region: 'us-east-1' }],
      notifications,
    });
    const { settings, findings, source } = parseSettings(bytes);
    expect(findings).to.deep.equal([]);
    return checkUnusedEmails({ settings, settingsFile: source, written: [], resolved: [] }).map(
      ({ severity, code, pointer, line }) => `${severity} ${code} ${pointer} ${line}`,
    );
  }

  it("beside a topic of one's own would hear nothing", () => {
    expect(check({ topic_arn: TOPIC, emails: ['ml@example.com'] })).to.deep.equal([
      'warning unused-emails /notifications/emails 11',
    ]);
  });

  it('are used alone, and may be none', () => {
    expect(check({ emails: ['ml@example.com'] })).to.deep.equal([]);
    expect(check({ topic_arn: TOPIC })).to.deep.equal([]);
    expect(check({ topic_arn: TOPIC, emails: [] })).to.deep.equal([]);
    expect(check({})).to.deep.equal([]);
  });
});
