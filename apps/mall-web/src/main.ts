import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createLogger, requirePort, requireSetting, runServer } from '@mall/http-kit';
import { createApp } from './app';
import { ClickLog } from './click-log';
import { Was } from './was';

const logger = createLogger('mall-web');

/** What the unit starts: reads its settings, serves until it is told to stop, and says why when it cannot. */
async function main(variables: NodeJS.ProcessEnv): Promise<void> {
  const was = new Was(requireSetting('WAS_URL', variables));
  const key = await readClickKey(requireSetting('CLICK_KEY_SECRET_ARN', variables));
  const clicks = new ClickLog(variables.CLICK_LOG_FOLDER ?? '/var/log/mall', key, logger);
  await runServer({
    fetch: createApp({ was, logger, clicks }).fetch,
    port: requirePort('PORT', variables),
    logger,
    release: () => clicks.flush(),
  });
}

/** The key of pseudonyms: a plain string. */
async function readClickKey(secretArn: string): Promise<string> {
  const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (SecretString === undefined || SecretString === '') throw new Error('the secret of the click key must hold text');
  return SecretString;
}

main(process.env).catch((error: unknown) => {
  logger.error(error instanceof Error && error.name === 'SettingError' ? error.message : 'cannot serve', error);
  process.exitCode = 1;
});
