import { arnOf, type EnvironmentSettings, nameOf } from '@mall/foundation';
import { glueKinds, glueRules } from './glue-events';
import { type SurveyRefused, surveyRules } from './survey-events';

/** The events that the notifier understands, as EventBridge calls them: Glue's and the survey parser's. */
export function eventKinds(surveyRefused: SurveyRefused): readonly string[] {
  return [...glueKinds, surveyRefused.detailType];
}

/** ARNs of the rules, known before they exist, so that the dead-letter queue can name them. */
export function ruleArnsOf(environment: EnvironmentSettings): readonly string[] {
  return [...glueRules, ...surveyRules].map((rule) =>
    arnOf(environment, 'events', `rule/${nameOf(environment, 'monitoring', rule)}`),
  );
}
