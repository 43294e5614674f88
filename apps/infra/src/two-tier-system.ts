import type { MigrationProps } from '@mall/migration';

/** Customers' data come from the database of a two-tier system. */
export interface FromTwoTier {
  readonly mode: 'fromTwoTier';
  readonly road: Omit<MigrationProps, 'environment' | 'network' | 'database' | 'deletion'>;
}

/** The environment begins with data of its own. */
export interface NoMigration {
  readonly mode: 'none';
  readonly reason: string;
}

/**
 * Authority that signed the certificate of the two-tier database. An example: put the real one here before the first load, or DMS
 * refuses to connect.
 */
const certificateAuthority = `-----BEGIN CERTIFICATE-----
MIIB7zCCAZWgAwIBAgIUW1ilwXagLGAxb5/QEs1ERf0xg7IwCgYIKoZIzj0EAwIw
RDENMAsGA1UECgwETWFsbDEzMDEGA1UEAwwqVHdvLXRpZXIgbWFsbCBkYXRhYmFz
ZSBhdXRob3JpdHkgKGV4YW1wbGUpMCAXDTI2MTEyMTE0NTUyN1oYDzIwNTYxMTIw
MTQ1NTI3WjBEMQ0wCwYDVQQKDARNYWxsMTMwMQYDVQQDDCpUd28tdGllciBtYWxs
IGRhdGFiYXNlIGF1dGhvcml0eSAoZXhhbXBsZSkwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASHgnOzfxaY4KO/p0foNX1jegDQkG5lfLwVCqAVPNJiU+CgOMDqCh8V
2rmMxKe+hxlP3c0LAocG2VMoZsOztkybo2MwYTAdBgNVHQ4EFgQUwHSvi9ldbCk2
zgb4G34QH5XpY+wwHwYDVR0jBBgwFoAUwHSvi9ldbCk2zgb4G34QH5XpY+wwDwYD
VR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwCgYIKoZIzj0EAwIDSAAwRQIh
AJ4OU4GfBsNQjb+mmU1jLENXXTFANml1dTJ4Rw2obH9LAiAMoLrXC0MGUzqct9NE
InE21e8R7wWqLHUf7wZDA+ZcLw==
-----END CERTIFICATE-----
`;

/** The account, the network and the tables of the two-tier system (docs/operations/migration.md). */
export const twoTierSystem: FromTwoTier = {
  mode: 'fromTwoTier',
  road: {
    source: {
      secretArn: 'arn:aws:secretsmanager:ap-northeast-1:444455556666:secret:two-tier/database-Qx7RvB',
      secretKeyArn: 'arn:aws:kms:ap-northeast-1:444455556666:key/8f3d2c1a-5b6e-4f70-9a81-2c3d4e5f6a7b',
      cidrBlock: '192.168.10.0/24',
      port: 3306,
      schema: 'shop',
      certificateAuthority,
      certificateNamesHost: true,
    },
    tables: ['customer', 'purchase', 'review'],
    wayBack: { mode: 'replicated' },
    serviceRoles: { mode: 'made' },
    availability: { mode: 'singleZone', reason: 'a few weeks of copying may wait for a lost zone' },
  },
};
