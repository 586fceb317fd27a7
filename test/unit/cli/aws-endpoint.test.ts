import { expect } from 'chai';
import { CliWorld } from '../../helpers/cli-world.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-west-1' };

describe('AWS_ENDPOINT_URL', () => {
  let world: CliWorld;

  afterEach(() => {
    world.remove();
  });

  for (const endpoint of ['127.0.0.1:4566', 'localhost:4566', 'http//127.0.0.1:4566', 'emulator']) {
    it(`is refused where it is no URL of HTTP, before anything is sent: ${endpoint}`, async () => {
      world = new CliWorld({ aws: { ...KEYS, AWS_ENDPOINT_URL: endpoint } });
      const { code, stdout, stderr } = await world.run('status');
      expect([code, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.include('[invalid-environment]').and.include(`\`${endpoint}\``).and.include('http://');
    });
  }
});
