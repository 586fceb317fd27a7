import { expect } from 'chai';
import { checkConfigs, ONE_STAGE, TWO_STAGES } from './check-configs.ts';
import { batch, realtime, training } from './workloads.ts';

const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const FOREIGN_KEY = KEY.replace('111111111111', '999999999999');

/** Code and file of each finding. */
function said(configs: Readonly<Record<string, unknown>>, settings = ONE_STAGE): readonly string[] {
  return checkConfigs(configs, settings).map(({ code, file, pointer }) => `${file} ${code} ${pointer}`);
}

/** Rules remember what they looked at, and still say it of each workload. */
describe('rules: values that several workloads have', () => {
  it('finds the same foreign key in each', () => {
    expect(
      said({
        'a.json': training({ kms_key_arn: FOREIGN_KEY }),
        'b.json': training({ kms_key_arn: FOREIGN_KEY, model_name: 'other' }),
      }),
    ).to.deep.equal(['a.json foreign-account /kms_key_arn', 'b.json foreign-account /kms_key_arn']);
  });

  it('finds a key that is right in the first stage and wrong in the second', () => {
    expect(said({ 'a.json': realtime({ kms_key_arn: KEY }) }, TWO_STAGES)).to.deep.equal([
      'a.json foreign-region /kms_key_arn',
    ]);
  });

  it('finds the same wrong schedule in each', () => {
    const wrong = { 'cron(0 99 ? * MON *)': 'schedule-invalid', 'cron(0 4 30 2 ? *)': 'schedule-never' };
    for (const [schedule_expression, code] of Object.entries(wrong)) {
      expect(
        said({
          'a.json': batch({ schedule_expression }),
          'b.json': batch({ schedule_expression, model_name: 'other', batch_job_output_location: 'team-data/other' }),
        }),
      ).to.deep.equal([`a.json ${code} /schedule_expression`, `b.json ${code} /schedule_expression`]);
    }
  });

  it('finds an instance type that is right for the use of one and wrong for that of another', () => {
    expect(
      said({
        'a.json': training({ instance_type: 'ml.c5n.xlarge' }),
        'b.json': batch({ inference_instance: 'ml.c5n.xlarge' }),
      }),
    ).to.include('b.json instance-type-other-use /inference_instance');
  });
});
