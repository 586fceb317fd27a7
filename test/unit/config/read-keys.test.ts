import { expect } from 'chai';

import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import type { Finding } from '../../../processor/model/finding.ts';
import { check, realtime, summary, toBytes } from './support/load.ts';

function read(text: string): readonly Finding[] {
  return readConfigText(toBytes(text), 'x').findings;
}

describe('reading keys', () => {
  const duplicates: readonly (readonly [
    fixture: string,
    text: string,
    pointer: string,
    first: string,
    second: string,
  ])[] = [
    ['17: equal values', '{"a":1,\n"a":1}', '/a', '1:2', '2:1'],
    ['18: other values', '{"instance_type":"a","instance_type":"b"}', '/instance_type', '1:2', '1:22'],
    ['19: escaped', '{"model_name":"a","model\\u005fname":"b"}', '/model_name', '1:2', '1:19'],
    ['20: inside tags', '{"tags":{"x":"1",\r\n\t"y":"2","x":"3"}}', '/tags/x', '1:10', '2:10'],
    ['21: blank before the colon', '{"a":1,"a" :2}', '/a', '1:2', '1:8'],
    ['21: colons in texts', '{"a":"::","b":":","a":""}', '/a', '1:2', '1:19'],
  ];
  for (const [fixture, text, pointer, first, second] of duplicates) {
    it(`fixture ${fixture}: a duplicate names both places`, () => {
      const [finding, ...others] = read(text);
      expect(others).to.deep.equal([]);
      expect(finding).to.include({ code: 'duplicate-key', pointer });
      expect(`${finding?.line}:${finding?.column}`).to.equal(second);
      const related = finding?.related?.[0];
      expect(`${related?.line}:${related?.column}`).to.equal(first);
    });
  }

  it('takes the same key in two objects, and colons in keys and texts', () => {
    expect(read('[{"a":1},{"a":{"a":2}},{"a:b":"c:d:e"}]')).to.deep.equal([]);
  });

  for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']) {
    it(`fixture ${key === '__proto__' ? 22 : 23}: the key ${key} is refused`, () => {
      expect(summary(read(`{"a":{"${key}":{"admin":true}}}`))).to.deep.equal([`forbidden-key /a/${key}`]);
    });
  }

  it('fixture 22: reading __proto__ changes no object', () => {
    readConfigText(toBytes('{"__proto__":{"polluted":true}}'), 'x');
    expect('polluted' in {}).to.equal(false);
  });

  for (const type of ['constructor', '__proto__', 'toString']) {
    it(`fixture 24: pipeline_type "${type}" is no type`, () => {
      expect(summary(check({ pipeline_type: type, model_name: 'a' }))).to.deep.equal([
        'unknown-pipeline-type /pipeline_type',
      ]);
    });
  }

  it('fixture 34: CRLF and tabs are read, with the same positions', () => {
    const text = JSON.stringify(realtime({ inference_instance: 5 }), null, '\t');
    const [unix] = check(text);
    const [windows] = check(text.replaceAll('\n', '\r\n'));
    expect(unix).to.include({ code: 'wrong-type', line: 7, column: 24 });
    expect(windows).to.deep.equal(unix);
    expect(check(JSON.stringify(realtime(), null, '\t').replaceAll('\n', '\r\n'))).to.deep.equal([]);
  });

  for (const mark of ['\u202e', '\u2066', '\u200b', '\ufeff', '\u200d']) {
    const shown = `U+${mark.codePointAt(0)?.toString(16).toUpperCase()}`;
    it(`fixture ${mark === '\u200b' ? 40 : 38}: ${shown} in a name is shown as a code point`, () => {
      const findings = check(realtime({ model_name: `chu${mark}rn` }));
      expect(summary(findings)).to.deep.equal(['invisible-character /model_name']);
      expect(findings[0]?.message).to.include(shown).and.not.include(mark);
    });
    it(`fixture 40: ${shown} in a key is shown as a code point`, () => {
      const findings = check(realtime({ [`endpoint${mark}_name`]: 'a' }));
      expect(summary(findings)).to.deep.equal([`invisible-character /endpoint${mark}_name`]);
      expect(findings[0]?.message).to.include(shown).and.not.include(mark);
    });
  }

  it('fixture 39: a Cyrillic letter in pipeline_type is shown as a code point', () => {
    const [finding, ...others] = check(realtime({ pipeline_type: 'b\u0443om_realtime_builtin' }));
    expect(others).to.deep.equal([]);
    expect(finding).to.include({ pointer: '/pipeline_type', line: 2 });
    expect(finding?.message).to.include('U+0443');
  });

  it('fixture 39: a Cyrillic letter in the key pipeline_type is one finding', () => {
    const { pipeline_type: type, ...rest } = realtime();
    const findings = check({ 'pipeline_typ\u0435': type, ...rest });
    expect(summary(findings)).to.deep.equal(['mixed-scripts /pipeline_typ\u0435']);
    expect(findings[0]?.message).to.include('U+0435');
  });

  it('fixture 41: names that differ only in normal form are both refused, with the code point', () => {
    for (const name of ['caf\u00e9', 'cafe\u0301']) {
      const [finding, ...others] = check(realtime({ model_name: name }));
      expect(others).to.deep.equal([]);
      expect(finding).to.include({ code: 'wrong-form', pointer: '/model_name' });
      expect(finding?.message).to.include(name === 'caf\u00e9' ? 'U+00E9' : 'U+0301');
    }
  });

  it('takes other scripts where they belong', () => {
    expect(check(realtime({ tags: { team: 'キャンペーン', équipe: 'Übermut' } }))).to.deep.equal([]);
  });
});
