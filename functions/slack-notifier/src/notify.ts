import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type AlarmNoticeProps, compositeAlarmNotice, metricAlarmNotice } from './alarm-notice';
import { slackMessage } from './blocks';
import { crawlerNotice, type GlueNoticeProps, jobDelayNotice, jobStateNotice } from './glue-notice';
import { readMessage } from './message';
import type { Notice } from './notice';
import { once, type OnceProps } from './once';
import type { Settings } from './settings';
import { type Patience, postToSlack } from './slack';
import { surveyNotice } from './survey-notice';

export interface NotifyProps extends AlarmNoticeProps, GlueNoticeProps, Omit<OnceProps, 'table'> {
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
  readonly settings: Settings;
  /** @default that of `postToSlack` */
  readonly patience?: Patience;
}

/** What became of a message. */
export interface Outcome {
  readonly outcome: 'posted' | 'posted before' | 'no news';
  readonly id?: string;
}

/**
 * Posts what a message of the topic tells, once however often it is delivered.
 *
 * @throws UnknownMessageError, UnknownJobError, SlackError; the message is then delivered again.
 */
export async function notify(text: string, props: NotifyProps): Promise<Outcome> {
  const notice = await noticeOf(text, props);
  if (notice === undefined) return { outcome: 'no news' };
  const { id } = notice;
  const posted = await once(id, { ...props, table: props.settings.postedTable }, async () => {
    const message = slackMessage(notice, props.settings.environment);
    await postToSlack(await webhookOf(props), message, props.deadline, props.patience);
  });
  return { outcome: posted ? 'posted' : 'posted before', id };
}

async function noticeOf(text: string, props: NotifyProps): Promise<Notice | undefined> {
  const message = readMessage(text);
  if ('detail-type' in message) {
    switch (message['detail-type']) {
      case 'Glue Job State Change':
        return jobStateNotice(message, props);
      case 'Glue Job Run Status':
        return jobDelayNotice(message, props);
      case 'Glue Crawler State Change':
        return crawlerNotice(message, props);
      case 'Survey Refused':
        return surveyNotice(message, props.settings);
    }
  }
  if (message.NewStateValue !== 'ALARM') return undefined;
  return 'Trigger' in message ? metricAlarmNotice(message, props) : compositeAlarmNotice(message, props);
}

/** Read for every message, so that a new webhook is used at once; messages are few. */
async function webhookOf({ secrets, settings }: NotifyProps): Promise<string> {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: settings.webhookSecretArn }));
  return SecretString.trim();
}
