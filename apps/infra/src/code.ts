import path from 'node:path';
import { type AnalysisQuery, readAnalyses } from '@mall/analytics';
import { bundleGlueJobs, bundleNodeFunction, bundlePythonFunction, type GlueJobBundle } from '@mall/bundling';
import type { FunctionCode } from '@mall/foundation';

/** What the stacks upload: everything that AWS runs for the mall. */
export interface MallCode {
  readonly surveyParser: FunctionCode;
  readonly analysisRunner: FunctionCode;
  readonly glueJobs: GlueJobBundle;
  readonly analyses: readonly AnalysisQuery[];
}

const workspace = path.resolve(__dirname, '../../..');

/** Bundles functions and jobs and reads the analyses, from the project's folders. */
export function bundleMall(): MallCode {
  const at = (folder: string) => path.join(workspace, folder);
  return {
    surveyParser: bundlePythonFunction(at('functions/survey-parser'), { packages: ['openpyxl', 'et_xmlfile'] }),
    analysisRunner: bundleNodeFunction(at('functions/analysis-runner')),
    glueJobs: bundleGlueJobs(at('apps/glue-jobs')),
    analyses: readAnalyses(at('apps/athena-sql/analyses')),
  };
}
