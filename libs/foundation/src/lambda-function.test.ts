import { LambdaFunction, type LambdaFunctionProps } from './lambda-function';
import { synthesize, testEnvironment as environment } from './synthesize';

const keyArn = 'arn:aws:kms:ap-northeast-1:111122223333:key/k';

const synthesized = (props: Partial<LambdaFunctionProps> = {}) =>
  synthesize((stack) => {
    new LambdaFunction(stack, 'Parser', {
      environment,
      name: 'mall-dev-x-parser',
      description: 'Parses',
      code: { file: __filename, hash: 'abc', sha256: 'q83v' },
      runtime: 'python3.11',
      handler: 'handler.handler',
      memoryMib: 1024,
      timeoutSeconds: 60,
      reservedConcurrency: 2,
      variables: { RAW_BUCKET: 'raw' },
      statements: [],
      kmsKeyArn: keyArn,
      ...props,
    });
  });

const statements = (props?: Partial<LambdaFunctionProps>) =>
  JSON.parse(String(synthesized(props).only('aws_iam_role_policy').policy)).Statement as Record<string, unknown>[];

describe('LambdaFunction', () => {
  it('uses the documented defaults', () => {
    expect(synthesized().only('aws_lambda_function')).toMatchObject({ ephemeral_storage: { size: 512 }, layers: [] });
    expect(synthesized().only('aws_cloudwatch_log_group').retention_in_days).toBe(365);
    expect(synthesized().only('aws_sqs_queue').policy).toBeUndefined();
  });

  it('changes only when its code does', () => {
    expect(synthesized().only('aws_lambda_function').source_code_hash).toBe('q83v');
  });

  it('writes its own log and no other', () => {
    expect(statements()).toContainEqual(
      expect.objectContaining({
        Sid: 'WriteLog',
        Resource: 'arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/lambda/mall-dev-x-parser:*',
      }),
    );
  });

  it('decrypts its own variables and no other function’s', () => {
    expect(statements()).toContainEqual(
      expect.objectContaining({
        Sid: 'DecryptVariables',
        Condition: {
          StringEquals: {
            'kms:EncryptionContext:aws:lambda:FunctionArn':
              'arn:aws:lambda:ap-northeast-1:111122223333:function:mall-dev-x-parser',
          },
        },
      }),
    );
  });

  it('keeps the events that it failed on', () => {
    const stack = synthesized();
    expect(stack.only('aws_sqs_queue')).toMatchObject({ sqs_managed_sse_enabled: true });
    expect(stack.only('aws_lambda_function').dead_letter_config).toEqual({
      target_arn: expect.stringMatching(/^\$\{aws_sqs_queue\.Parser_DeadLetters_\w+\.arn\}$/),
    });
  });

  it('lets a named rule, and nobody else, put events into its dead letters', () => {
    const sourceArn = 'arn:aws:events:ap-northeast-1:111122223333:rule/done';
    const policy = synthesized({ deadLetterSenders: [{ service: 'events.amazonaws.com', sourceArn }] });
    expect(JSON.parse(String(policy.only('aws_sqs_queue').policy)).Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
      }),
    ]);
  });

  it.each([
    ['memoryMib', 64, 'between 128 and 10240'],
    ['timeoutSeconds', 901, 'between 1 and 900'],
    ['temporaryMib', 100, 'between 512 and 10240'],
    ['reservedConcurrency', 0, 'between 1 and 1000'],
  ])('rejects a %s of %i', (prop, value, allowed) => {
    expect(() => synthesized({ [prop]: value })).toThrow(`test/Parser: '${prop}' must be ${allowed}, got ${value}`);
  });
});
