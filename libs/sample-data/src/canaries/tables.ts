import { datasetOf } from '@mall/datasets';
import { writeCsv } from '../csv-writer';
import type { Made } from '../made';
import { numbered } from '../shop';
import type { Aviary } from './canary';

type Row = Readonly<Record<string, string>>;

/** Rows of each table; a shifted or bad row is one of them, and all together are below the 5 % that a gate lets pass. */
const rows = { customer: 100, purchase: 600, review: 600 } as const;

/** Writes the three tables into a folder: canaries in their own columns, in others' and in bad rows. */
export async function writeCanaryTables(file: (name: string) => string, aviary: Aviary): Promise<void> {
  const tables = { customer: customers(aviary), purchase: purchases(aviary), review: reviews(aviary) };
  for (const [name, planted] of Object.entries(tables)) {
    const whole = fill(planted, name as keyof typeof tables);
    await writeCsv(file(`${name}.csv`), datasetOf(name), whole);
  }
}

/** The planted rows over ordinary ones. */
function fill(planted: readonly Row[], table: keyof typeof rows): readonly Made[] {
  return Array.from({ length: rows[table] }, (_, place) => ({
    fields: { ...ordinary[table](place), ...planted[place] },
    breaks: [],
  }));
}

const ordinary: Readonly<Record<keyof typeof rows, (place: number) => Row>> = {
  customer: (place) => ({ customer_id: numbered('C', place), birth_date: '1990-01-01', gender: 'female' }),
  purchase: (place) => ({
    purchase_id: numbered('P', place),
    // The first customers have numbers of another kind.
    customer_id: numbered('C', 10 + (place % (rows.customer - 10))),
    category: 'Tops',
    quantity: '1',
    unit_price_jpy: '1900',
    purchased_at: '2024-05-01 10:00:00',
    status: 'paid',
  }),
  review: (place) => ({
    review_id: numbered('R', place),
    purchase_id: numbered('P', place),
    category: 'Tops',
    rating: '4',
    created_at: '2024-05-02 10:00:00',
  }),
};

function customers(aviary: Aviary): readonly Row[] {
  const person = (row: string): Row => ({
    name: aviary.person(`customer.name, ${row}`),
    name_kana: aviary.reading(`customer.name_kana, ${row}`),
    email: aviary.email(`customer.email, ${row}`),
    phone: aviary.phone(`customer.phone, ${row}`),
    postal_code: aviary.word(`customer.postal_code, ${row}`),
    address: aviary.address(`customer.address, ${row}`),
    gender: aviary.word(`customer.gender, ${row}`),
    joined_at: aviary.moment(`customer.joined_at, ${row}`),
  });
  return [
    {
      ...person('good row'),
      customer_id: aviary.word('customer.customer_id'),
      birth_date: aviary.birthDate('customer.birth_date'),
    },
    { ...person('bad row'), birth_date: '1899-12-31' },
    // A name too few, and all that follows stands one column to the left.
    {
      name: aviary.email('customer.email as customer.name'),
      email: aviary.phone('customer.phone as customer.email'),
      phone: aviary.address('customer.address as customer.phone'),
      birth_date: aviary.word('customer.gender as customer.birth_date'),
      gender: aviary.birthDate('customer.birth_date as customer.gender'),
    },
    { customer_id: aviary.email('customer.email as customer.customer_id') },
  ];
}

function purchases(aviary: Aviary): readonly Row[] {
  const dropped = (row: string): Row => ({
    product_id: aviary.word(`purchase.product_id, ${row}`),
    product_name: aviary.word(`purchase.product_name, ${row}`),
    purchased_at: aviary.moment(`purchase.purchased_at, ${row}`),
    payment_method: aviary.word(`purchase.payment_method, ${row}`),
    card_last4: aviary.word(`purchase.card_last4, ${row}`, 8),
  });
  return [
    dropped('good row'),
    { ...dropped('bad row'), quantity: '0', customer_id: aviary.email('customer.email as purchase.customer_id') },
    ...(['purchase_id', 'category', 'status'] as const).flatMap((column) =>
      contacts(aviary, `purchase.${column}`, column),
    ),
    { purchase_id: aviary.person('customer.name as purchase.purchase_id') },
    { status: aviary.person('customer.name as purchase.status') },
    { status: aviary.word('purchase.card_last4 as purchase.status') },
    { category: aviary.text('review.body as purchase.category') },
    { quantity: aviary.email('customer.email as purchase.quantity') },
    { unit_price_jpy: aviary.landline('customer.phone as purchase.unit_price_jpy') },
    { purchased_at: aviary.person('customer.name as purchase.purchased_at') },
  ];
}

function reviews(aviary: Aviary): readonly Row[] {
  const free = (row: string): Row => ({
    customer_id: aviary.word(`review.customer_id, ${row}`),
    product_id: aviary.word(`review.product_id, ${row}`),
    title: aviary.text(`review.title, ${row}`),
    body: aviary.text(`review.body, ${row}`),
    created_at: aviary.moment(`review.created_at, ${row}`),
  });
  return [
    free('good row'),
    { ...free('bad row'), rating: '6' },
    ...(['review_id', 'purchase_id', 'category'] as const).flatMap((column) =>
      contacts(aviary, `review.${column}`, column),
    ),
    { purchase_id: aviary.person('customer.name as review.purchase_id') },
    { category: aviary.text('review.title as review.category'), rating: aviary.text('review.body as review.rating') },
    { rating: aviary.landline('customer.phone as review.rating') },
  ];
}

/** A row for each thing that is an address of a person. */
function contacts(aviary: Aviary, where: string, column: string): readonly Row[] {
  return [
    { [column]: aviary.email(`customer.email as ${where}`) },
    { [column]: aviary.phone(`customer.phone as ${where}`) },
    // A status holds 32 characters.
    { [column]: aviary.address(`customer.address as ${where}`) },
  ];
}
