import type { SurveyRefused } from './message';
import type { Notice } from './notice';
import type { Settings } from './settings';

/**
 * The notice of a survey that was refused whole, with the parser's sentence, which quotes no cell. What the file is called and when it
 * was uploaded say which upload it is, so that it is told once however often it is parsed.
 */
export function surveyNotice({ detail }: SurveyRefused, { runbookUrl }: Pick<Settings, 'runbookUrl'>): Notice {
  const { file, reason, uploaded_at: uploadedAt } = detail;
  return {
    id: `survey/${file}/${uploadedAt}`,
    level: 'warning',
    title: `Survey ${file} was refused`,
    why: 'Nothing of it was taken in, and an earlier survey of its quarter stays: mend the file and drop it again.',
    findings: [{ what: reason, where: file, value: '', threshold: '' }],
    since: new Date(uploadedAt),
    runbook: `${runbookUrl}/survey-refused.md`,
  };
}
