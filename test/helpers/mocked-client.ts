import type { Client, MetadataBearer } from '@smithy/types';
import { AwsStub, mockClient } from 'aws-sdk-client-mock';

/**
 * A mocked SDK client for the suite around the call, and only for it: the mock replaces a method of the class itself,
 * so one that outlived its suite would answer for the emulator in another file of the same process.
 */
export function mockedClient<I extends object, O extends MetadataBearer, C>(client: {
  prototype: Client<I, O, C>;
}): AwsStub<I, O, C> {
  let stub: AwsStub<I, O, C> | undefined;
  before(() => {
    stub = mockClient(client);
  });
  after(() => {
    stub?.restore();
  });
  return new Proxy(Object.create(AwsStub.prototype) as AwsStub<I, O, C>, {
    get: (_, key) => {
      if (stub === undefined) throw new Error('the mock is there only while its suite runs');
      const member: unknown = Reflect.get(stub, key);
      return typeof member === 'function' ? (member.bind(stub) as unknown) : member;
    },
  });
}
