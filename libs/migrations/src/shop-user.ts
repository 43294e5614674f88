import type { DatabaseUser } from './database-user';

/** Works as the application servers: knows which customers there are, reads orders and takes new ones. */
export const shopUser: DatabaseUser = {
  name: 'shop',
  grants: ['SELECT (customer_id) ON customer', 'SELECT, INSERT ON purchase'],
};
