import { expect } from 'chai';
import { listExamples, readExample, workloadsOf } from './support/list-examples.ts';

type Workload = Readonly<Record<string, unknown>>;

const ALL = listExamples('mlops-config.json')
  .filter(({ path }) => path.startsWith('repository/'))
  .flatMap(({ value }) => workloadsOf(value));

function ofType(part: string): Workload[] {
  return ALL.filter((workload) => String(workload['pipeline_type']).includes(part));
}

describe('the example repository', () => {
  it('monitors only endpoints that it creates, where they write', () => {
    const monitors = ofType('_monitor');
    expect(monitors).to.have.lengthOf(2);
    for (const monitor of monitors) {
      const endpoint = ofType('byom_realtime').find(({ endpoint_name }) => endpoint_name === monitor['endpoint_name']);
      expect(endpoint?.['data_capture_location']).to.deep.equal(monitor['data_capture_location']);
      expect(endpoint?.['model_name']).to.equal(monitor['model_name']);
    }
  });

  it('runs custom models on images that it builds', () => {
    const images = ofType('byom_image_builder').map(
      ({ ecr_repo_name, image_tag }) => `/${String(ecr_repo_name)}:${String(image_tag)}`,
    );
    const custom = ALL.filter((workload) => 'custom_image_uri' in workload);
    expect(custom).to.have.lengthOf(2);
    for (const { custom_image_uri } of custom)
      expect(images).to.include(String(custom_image_uri).replace(/^[^/]+/, ''));
  });

  it('gives every stage of a workload its value', () => {
    const settings = readExample('repository/mlops-settings.json').value;
    const stages = (settings['stages'] as readonly { readonly name: string }[]).map(({ name }) => name);
    const maps = ALL.flatMap((workload) =>
      Object.values(workload)
        .filter((value): value is object => typeof value === 'object' && value !== null && 'prod' in value)
        .map((value) => ({ keys: Object.keys(value), stages: (workload['stages'] ?? stages) as string[] })),
    );
    expect(maps).to.have.length.greaterThan(15);
    for (const map of maps) expect(map.keys).to.deep.equal(map.stages);
  });

  it('names accounts and workloads that there are', () => {
    const settings = JSON.stringify(readExample('repository/mlops-settings.json').value);
    const accounts = JSON.stringify(ALL).match(/\b[0-9]{12}\b/g) ?? [];
    expect(accounts).to.have.length.greaterThan(3);
    for (const account of accounts) expect(settings).to.contain(account);
    const names = ALL.map(({ model_name, image_tag, pipeline_type, name }) =>
      [model_name ?? image_tag, pipeline_type, name].filter((part) => typeof part === 'string').join('/'),
    );
    expect(new Set(names).size).to.equal(ALL.length);
    for (const dependency of ALL.flatMap(({ depends_on }) => (depends_on ?? []) as string[]))
      expect(names).to.include(dependency);
  });
});
