import path from 'node:path';
import { type NamedQuery, readQueries } from '@mall/analytics';
import {
  bundleGlueJobs,
  bundleNodeFunction,
  bundlePythonFunction,
  type GlueJobBundle,
  workspaceOf,
} from '@mall/bundling';
import type { FunctionCode } from '@mall/foundation';
import { type BootScripts, readBootScripts } from '@mall/server';

/** What the stacks upload: everything that AWS runs for the mall. */
export interface MallCode {
  readonly surveyParser: FunctionCode;
  readonly analysisRunner: FunctionCode;
  readonly takeSnapshot: FunctionCode;
  readonly startExport: FunctionCode;
  readonly slackNotifier: FunctionCode;
  readonly glueJobs: GlueJobBundle;
  readonly analyses: readonly NamedQuery[];
  readonly counts: readonly NamedQuery[];
  readonly quarantineQueries: readonly NamedQuery[];
  /** What a server runs when it is born. */
  readonly bootScripts: BootScripts;
}

/**
 * Bundles functions and jobs and reads the analyses of the workspace around the current folder.
 *
 * @throws Error when the current folder is in no workspace, or something there does not compile.
 */
export function bundleMall(): MallCode {
  const workspace = workspaceOf(process.cwd());
  const at = (folder: string) => path.join(workspace, folder);
  return {
    surveyParser: bundlePythonFunction(at('functions/survey-parser'), {
      packages: ['openpyxl', 'et_xmlfile', 'defusedxml'],
    }),
    analysisRunner: bundleNodeFunction(at('functions/analysis-runner')),
    takeSnapshot: bundleNodeFunction(at('functions/take-snapshot')),
    startExport: bundleNodeFunction(at('functions/start-export')),
    slackNotifier: bundleNodeFunction(at('functions/slack-notifier')),
    glueJobs: bundleGlueJobs(at('apps/glue-jobs')),
    analyses: readQueries(at('apps/athena-sql/analyses')),
    counts: readQueries(at('apps/athena-sql/counts')),
    quarantineQueries: readQueries(at('apps/athena-sql/quarantine')),
    bootScripts: readBootScripts(at('libs/server/user-data')),
  };
}
