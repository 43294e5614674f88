import type { Aviary } from './canary';

type Click = Readonly<Record<string, unknown>>;

const at = (minute: number): string => `2024-06-04T01:${String(minute).padStart(2, '0')}:00.000Z`;

/** Lines of a click file: canaries in every field, in others' fields, in lines that are no click, and in one too large. */
export function canaryClicks(aviary: Aviary): readonly string[] {
  const plain = (place: number): Click => ({
    event_id: `E${String(place).padStart(7, '0')}`,
    occurred_at: at(place),
    ip: '2001:db8::1',
    method: 'GET',
    path: '/items/1',
    status: 200,
  });
  const whole = (place: number): Click => ({
    ...plain(place),
    ip: aviary.ip(`clicks.ip, click ${place}`),
    path: `/items/1?mail=${aviary.email(`clicks.path query, click ${place}`)}#${aviary.word(`clicks.path fragment, click ${place}`)}`,
    user_agent: aviary.text(`clicks.user_agent, click ${place}`),
    referrer: `https://mail.example/inbox?of=${aviary.email(`clicks.referrer query, click ${place}`)}`,
    session_id: aviary.word(`clicks.session_id, click ${place}`),
    customer_id: aviary.word(`clicks.customer_id, click ${place}`),
    note: aviary.text(`clicks, a field nobody knows, click ${place}`),
  });
  const shifted: readonly Click[] = [
    { event_id: aviary.email('customer.email as clicks.event_id') },
    { event_id: aviary.person('customer.name as clicks.event_id') },
    { method: aviary.email('customer.email as clicks.method') },
    { method: aviary.person('customer.name as clicks.method') },
    { path: `/accounts/${aviary.email('customer.email in clicks.path')}/orders` },
    { path: `/accounts/${encodeURIComponent(aviary.email('customer.email, encoded, in clicks.path'))}` },
    { path: `/accounts/${encodeURIComponent(aviary.person('customer.name, encoded, in clicks.path'))}` },
    { path: aviary.person('customer.name as clicks.path') },
    { path: aviary.text('clicks.user_agent as clicks.path') },
    { path: `/call/${aviary.phone('customer.phone in clicks.path')}` },
    { path: `http://${aviary.email('customer.email in the host of clicks.path')}/` },
    { referrer: `https://mail.example/inbox/${aviary.email('customer.email in clicks.referrer')}` },
    { referrer: aviary.text('clicks.user_agent as clicks.referrer') },
    { ip: aviary.email('customer.email as clicks.ip') },
  ];
  const clicks = [whole(0), whole(1), ...shifted.map((fields, place) => ({ ...plain(place + 2), ...fields }))];
  const rejected = [
    `{"event_id": "E1", "ip": "${aviary.ip('clicks.ip in a line that is no JSON')}", `,
    JSON.stringify({ ...whole(40), occurred_at: aviary.email('customer.email as clicks.occurred_at') }),
    JSON.stringify({ ...whole(41), status: aviary.email('customer.email as clicks.status') }),
    JSON.stringify({
      ...plain(42),
      path: `/${aviary.email('customer.email in a click too large')}/${'a'.repeat(1_100_000)}`,
    }),
    aviary.text('clicks, a line of text').replace('\n', ' '),
  ];
  return [...clicks.map((click) => JSON.stringify(click)), ...rejected];
}
