import { createHash } from 'node:crypto';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface MailTopicProps {
  /** Whom the mails speak of; shown as their sender, at most 100 characters. */
  readonly about: string;
  /** Key of the messages at rest; without it SNS's own. */
  readonly kmsKeyArn?: string;
  readonly emails: readonly string[];
}

/** A topic that mails everybody named, takes messages over TLS alone and encrypts them. Gives its ARN. */
export function addMailTopic(scope: Construct, { about, kmsKeyArn, emails }: MailTopicProps): string {
  const topic = new CfnTopic(scope, 'Topic', {
    displayName: `MLOps: ${about}`.slice(0, 100),
    kmsMasterKeyId: kmsKeyArn ?? 'alias/aws/sns',
  });
  new CfnTopicPolicy(scope, 'TopicPolicy', {
    topics: [topic.ref],
    policyDocument: new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: 'OnlyByTls',
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['sns:Publish'],
          resources: [topic.ref],
          conditions: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ],
    }),
  });
  for (const email of new Set(emails)) {
    // Named after the address, not its place in the list: a new first address must not make everybody confirm again.
    const digest = createHash('sha256').update(email).digest('hex').slice(0, 8);
    new CfnSubscription(scope, `Mail${digest}`, { topicArn: topic.ref, protocol: 'email', endpoint: email });
  }
  return topic.ref;
}
