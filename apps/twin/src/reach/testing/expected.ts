/** Who reaches whom in a mall, and on which ports. Every other pair is closed. */
export const expectedPairs: Readonly<Record<string, string>> = {
  'internet → web-lb': '80, 443',
  'web-lb → web': '80',
  'web → was-lb': '443',
  'was-lb → was': '8080',
  'was → db': '3306',
  'glue → db': '3306',
  'glue → glue': 'every port',
  // HTTPS to anywhere: out by NAT, to S3 and the endpoints, and to the shop's own public door.
  'web → internet': '443',
  'was → internet': '443',
  'web → s3': '443',
  'was → s3': '443',
  'glue → s3': '443',
  'web → endpoints': '443',
  'was → endpoints': '443',
  'glue → endpoints': '443',
  'web → web-lb': '443',
  'was → web-lb': '443',
  'glue → web-lb': '443',
  'web → others': '443 in part',
  'was → others': '443 in part',
  'glue → others': '443 in part',
  // Whoever else stands in the network finds these doors open, and no other.
  'others → endpoints': '443',
  'others → web-lb': '443; 80, 443 in part',
};

/** What routes and network ACLs let through by themselves. Network ACLs are called `<prefix>web` and so on. */
export function expectedGround(prefix = ''): Readonly<Record<string, string>> {
  const inside = 'udp every port in part; icmp every port in part';
  const pairs = {
    'internet → public': '80, 443, 1024–65535',
    'public → internet': '80, 443, 1024–65535',
    'public → s3': '80, 443, 1024–65535',
    'public → public': `80, 443, 1024–65535; every port in part; ${inside}`,
    'public → web': '80, 32768–60999',
    'public → was': '443, 32768–60999',
    'public → database': '32768–60999 in part',
    'web → internet': '80, 443',
    'web → s3': '80, 443',
    'web → public': '80, 443, 1024–65535',
    'web → web': `every port in part; ${inside}`,
    'web → was': '443',
    'was → internet': '80, 443',
    'was → s3': '80, 443',
    'was → public': '80, 443, 32768–60999',
    'was → web': '32768–60999 in part',
    'was → was': `every port; ${inside}`,
    'was → database': '3306, 32768–60999',
    'database → s3': '443',
    'database → public': '443',
    'database → was': '443, 32768–60999',
    'database → database': `every port; ${inside}`,
  };
  const named = (pair: string) => pair.replaceAll(/\b(?:public|web|was|database)\b/g, (role) => `${prefix}${role}`);
  return Object.fromEntries(Object.entries(pairs).map(([pair, ports]) => [named(pair), ports]));
}

/** The road of connections from the internet to the database. */
export const expectedRoad = 'internet → web-lb 443 → web 80 → was-lb 443 → was 8080 → db 3306';
