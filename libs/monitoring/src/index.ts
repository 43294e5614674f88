export type { WatchedDatabase } from './alarms/database-rows';
export type { WatchedStreams } from './alarms/delivery-rows';
export type { WatchedServer } from './alarms/server-rows';
export type { WatchedJob } from './glue-events';
export { Monitoring, type MonitoringOutputs, type MonitoringProps } from './monitoring';
export type { SurveyRefused } from './survey-events';
export type { MailWatchers, NoWatchers, Watchers } from './topics';
