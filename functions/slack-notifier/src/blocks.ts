import type { KnownBlock } from '@slack/types';
import type { Finding, Notice } from './notice';
import { tokyoTime } from './tokyo-time';

/** What an incoming webhook takes: blocks, and a text for notifications and screen readers. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Longest header and field (Slack API: Block Kit reference). */
const HEADER_LIMIT = 150;
const FIELD_LIMIT = 2000;

/** Findings shown; a tier has fewer alarms than this. */
const FINDINGS_LIMIT = 8;

const signs = { alarm: ':red_circle:', warning: ':large_yellow_circle:' };

/** The notice as Slack shows it: what, where, value, threshold, since when, and what to do. */
export function slackMessage(notice: Notice, environment: string): SlackMessage {
  const title = `${signs[notice.level]} [${environment}] ${notice.title}`;
  return {
    text: clipped(escaped(title), FIELD_LIMIT),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clipped(title, HEADER_LIMIT), emoji: true } },
      ...notice.findings.slice(0, FINDINGS_LIMIT).map((finding) => findingBlock(finding, notice.since)),
      ...(notice.why === '' ? [] : [context(escaped(notice.why))]),
      ...(notice.runbook === '' ? [] : [context(`:book: <${notice.runbook}|Runbook>`)]),
    ],
  };
}

function findingBlock(finding: Finding, since: Date): KnownBlock {
  const fields = {
    What: finding.what,
    Where: finding.where,
    Value: finding.value,
    Threshold: finding.threshold,
    Since: tokyoTime(since),
  };
  return {
    type: 'section',
    fields: Object.entries(fields)
      .filter(([, text]) => text !== '')
      .map(([label, text]) => ({ type: 'mrkdwn', text: clipped(`*${label}*\n${escaped(text)}`, FIELD_LIMIT) })),
  };
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clipped(text, FIELD_LIMIT) }] };
}

/** `&`, `<` and `>` begin links and mentions (Slack API: formatting text). */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function clipped(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
