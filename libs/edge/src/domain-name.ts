import { requirePattern } from '@mall/foundation';
import type { Construct } from 'constructs';

/** Letters, digits and inner hyphens, at most 63 (RFC 1035, section 2.3.1). */
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

/** At least two labels, at most 64 characters: what ACM takes as a certificate's first name (API RequestCertificate). */
const pattern = new RegExp(`^(?=.{4,64}$)(${label}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`);

/** Requires a domain that ACM certifies and Route 53 serves as it is written: lower case, no dot at the end. */
export function requireDomainName(scope: Construct, prop: string, value: string): void {
  requirePattern(
    scope,
    prop,
    value,
    pattern,
    'a domain in lower case of at most 64 characters such as mall.example.com',
  );
}
