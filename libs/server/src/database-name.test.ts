import { synthesize } from '@mall/foundation';
import { DatabaseName } from './database-name';

describe('DatabaseName', () => {
  it('names the database inside the network, and follows its endpoint', () => {
    const json = synthesize((stack) => {
      new DatabaseName(stack, 'Name', {
        privateZoneId: 'zone',
        domainName: 'mall.example.com',
        endpointAddress: 'rds',
      });
    });
    expect(json.only('aws_route53_record')).toMatchObject({
      zone_id: 'zone',
      name: 'db.mall.example.com',
      type: 'CNAME',
      records: ['rds'],
    });
  });
});
