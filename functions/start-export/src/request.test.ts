import { EventError, readRequest } from './request';

const created = (SourceIdentifier: string) => ({
  source: 'aws.rds',
  'detail-type': 'RDS DB Snapshot Event',
  detail: { EventID: 'RDS-EVENT-0042', SourceType: 'SNAPSHOT', SourceIdentifier },
});
const queued = (message: unknown) => ({ Records: [{ body: JSON.stringify(message) }] });
const read = (event: unknown) => readRequest(event, 'night');
const night = { snapshot: 'night-20240705', day: '20240705', byHand: false };

describe('readRequest', () => {
  it("takes the day from the snapshot's name, whenever the event comes", () => {
    expect(read(queued(created('night-20240705')))).toEqual(night);
    expect(read(created('night-20240705'))).toEqual(night);
  });

  it.each(['before-release', 'night-2024', 'night-20240705-copy', 'night-99999999', 'nightly-20240705', 'rds:shop-1'])(
    'leaves the snapshot %s alone',
    (name) => {
      expect(read(queued(created(name)))).toBeUndefined();
    },
  );

  it('checks in the morning the night that is over', () => {
    expect(read(queued({ scheduledAt: '2024-07-04T21:00:00Z' }))).toEqual(night);
  });

  it('does what a person asks for', () => {
    expect(read({ day: '20240705' })).toEqual({ ...night, byHand: true });
  });

  it.each([{}, null, { day: '5 July' }, { scheduledAt: 'soon' }, queued({}), queued(null)])('refuses %j', (event) => {
    expect(() => read(event)).toThrow(EventError);
    expect(() => read(event)).toThrow('invoke the function with a day');
  });

  it('refuses a message that is no JSON', () => {
    expect(() => read({ Records: [{ body: '{' }] })).toThrow("the queue's message must be JSON");
  });
});
