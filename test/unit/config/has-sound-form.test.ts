import { expect } from 'chai';
import { hasSoundForm } from '../../../processor/config/has-sound-form.ts';
import { examples, realtime, toBytes } from './support/load.ts';

describe('a sound form', () => {
  it('is that of every example', () => {
    for (const { type, config } of examples()) expect(hasSoundForm(toBytes(config)), type).to.equal(true);
    expect(hasSoundForm(toBytes({ defaults: realtime(), workloads: [{}, { model_name: 'other' }] }))).to.equal(true);
  });

  const faulty: readonly (readonly [string, unknown])[] = [
    ['no JSON', '{'],
    ['a slip that is read on past', JSON.stringify(realtime()).replace('}', ',}')],
    ['a key twice', JSON.stringify(realtime()).replace('{', '{"model_name": "a",')],
    ['a byte order mark', `\ufeff${JSON.stringify(realtime())}`],
    ['no object', '[]'],
    ['no workload', { workloads: [] }],
    ['an unknown attribute', realtime({ colour: 'red' })],
    ['an unknown type', realtime({ pipeline_type: 'byom' })],
    ['a blank text', realtime({ model_name: ' ' })],
    ['a default that nobody uses', { defaults: { schedule_expression: 'rate(1 hour)' }, workloads: [realtime()] }],
    ['one of two workloads', { workloads: [realtime(), realtime({ inference_instance: 7 })] }],
  ];
  for (const [title, content] of faulty) {
    it(`is not that of a file with a fault: ${title}`, () => {
      expect(hasSoundForm(toBytes(content))).to.equal(false);
    });
  }

  it('is left open where escapes or letters beyond ASCII ask for a closer look', () => {
    expect(hasSoundForm(toBytes(realtime({ tags: { owner: 'Zoë' } })))).to.equal(false);
    expect(hasSoundForm(toBytes(JSON.stringify(realtime()).replace('churn', String.raw`ch\u0075rn`)))).to.equal(false);
  });
});
