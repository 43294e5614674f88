import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Moto, startMoto } from '../testing/moto';
import { once, type OnceProps } from './once';

let moto: Moto;
let dynamodb: DynamoDBClient;
const start = Date.parse('2024-07-01T00:00:00Z');

beforeAll(async () => {
  moto = await startMoto();
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  dynamodb = new DynamoDBClient({ endpoint: moto.endpoint, region: 'ap-northeast-1', credentials });
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'posted',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
});
afterAll(() => {
  dynamodb.destroy();
  moto.stop();
});

let ids = 0;
let id: string;
beforeEach(() => {
  id = `id-${(ids += 1)}`;
});

const missed = (what: string, error: Error) => {
  throw new Error(what, { cause: error });
};
const at = (second: number): OnceProps => {
  const now = start + second * 1000;
  return { dynamodb, table: 'posted', now: () => now, deadline: now + 60_000, missed };
};
const succeed = () => Promise.resolve();
const fail = () => Promise.reject(new Error('slack is away'));
const never = () => Promise.reject(new Error('done twice'));

describe('once', () => {
  it('does the work the first time and never again', async () => {
    expect(await once(id, at(0), succeed)).toBe(true);
    expect(await once(id, at(1), never)).toBe(false);
    expect(await once(id, at(3600), never)).toBe(false);
  });

  it('lets nobody in while somebody is at it', async () => {
    const second: Promise<boolean>[] = [];
    await once(id, at(0), async () => {
      second.push(once(id, at(1), never));
      await second[0];
    });
    expect(await second[0]).toBe(false);
  });

  it('gives work that failed back to the next attempt', async () => {
    await expect(once(id, at(0), fail)).rejects.toThrow('slack is away');
    expect(await once(id, at(1), succeed)).toBe(true);
  });

  it('takes over from a holder who died, after the deadline and not before', async () => {
    const died = new Promise<void>(() => undefined);
    void once(id, at(0), () => died);
    await claimed();
    expect(await once(id, at(59), never)).toBe(false);
    expect(await once(id, at(61), succeed)).toBe(true);
  });

  it('forgets after 14 days, as dead letters do', async () => {
    await once(id, at(0), succeed);
    expect(Number((await item())?.expiresAt?.N)).toBe(Date.parse('2024-07-15T00:00:00Z') / 1000);
  });
});

async function item() {
  return (await dynamodb.send(new GetItemCommand({ TableName: 'posted', Key: { id: { S: id } } }))).Item;
}

async function claimed(): Promise<void> {
  while ((await item()) === undefined) await new Promise(setImmediate);
}
