import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { ServerCertificate } from './mariadb';

/** Makes a key and a certificate for `localhost`, its own authority, valid for a day, in a folder. */
export function makeCertificate(folder: string): ServerCertificate {
  const made = { certificate: path.join(folder, 'certificate.pem'), key: path.join(folder, 'key.pem') };
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-days', '1'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', made.key, '-out', made.certificate],
    ],
    { stdio: 'ignore' },
  );
  return made;
}
