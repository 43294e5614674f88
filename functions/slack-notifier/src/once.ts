import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

export interface OnceProps {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  /** Table with the key `id` and the time-to-live attribute `expiresAt`. */
  readonly table: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When whoever holds the claim will have ended, in milliseconds since 1970. */
  readonly deadline: number;
  /** Hears that the work is done but could not be noted: another delivery would do it again. */
  readonly missed: (what: string, error: Error) => void;
}

/** Days for which it is remembered what was done: as long as a dead letter can be sent again. */
const REMEMBERED_DAYS = 14;

/**
 * Does `work` for an id once, whoever else tries: claims the id, works, notes that it is done. Work that fails gives its claim
 * back; a claim whose holder died ends with the deadline.
 *
 * @returns whether the work was done here; false when it was done before, or is being done.
 */
export async function once(id: string, props: OnceProps, work: () => Promise<void>): Promise<boolean> {
  if (!(await claim(id, props))) return false;
  try {
    await work();
  } catch (error) {
    await release(id, props).catch((cause: Error) => {
      props.missed('giving the claim back', cause);
    });
    throw error;
  }
  await note(id, props).catch((error: Error) => {
    props.missed('noting what was posted', error);
  });
  return true;
}

async function claim(id: string, { dynamodb, table, now, deadline }: OnceProps): Promise<boolean> {
  const expiresAt = Math.floor(now() / 1000) + REMEMBERED_DAYS * 24 * 3600;
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: { id: { S: id }, claimedUntil: { N: String(deadline) }, expiresAt: { N: String(expiresAt) } },
        ConditionExpression: 'attribute_not_exists(id) OR claimedUntil < :now',
        ExpressionAttributeValues: { ':now': { N: String(now()) } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function note(id: string, { dynamodb, table }: OnceProps): Promise<void> {
  await dynamodb.send(
    new UpdateItemCommand({ TableName: table, Key: { id: { S: id } }, UpdateExpression: 'REMOVE claimedUntil' }),
  );
}

async function release(id: string, { dynamodb, table, deadline }: OnceProps): Promise<void> {
  await dynamodb.send(
    new DeleteItemCommand({
      TableName: table,
      Key: { id: { S: id } },
      ConditionExpression: 'claimedUntil = :mine',
      ExpressionAttributeValues: { ':mine': { N: String(deadline) } },
    }),
  );
}
