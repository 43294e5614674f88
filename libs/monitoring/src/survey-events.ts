import { Construct } from 'constructs';
import { defineTopicRule, type TopicRuleProps } from './topic-rule';

/** The event by which the survey parser tells of an upload that it refused whole. */
export interface SurveyRefused {
  readonly source: string;
  readonly detailType: string;
}

export interface SurveyEventsProps extends TopicRuleProps {
  readonly surveyRefused: SurveyRefused;
}

/** Roles of the rules below. */
export const surveyRules = ['survey-refused'] as const;

/** Hands every refusal of a survey to the topic. */
export class SurveyEvents extends Construct {
  constructor(scope: Construct, id: string, props: SurveyEventsProps) {
    super(scope, id);
    const { source, detailType } = props.surveyRefused;
    defineTopicRule(this, 'Refused', props, {
      role: 'survey-refused',
      description: 'A survey was refused whole',
      pattern: { source: [source], 'detail-type': [detailType] },
    });
  }
}
