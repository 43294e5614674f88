import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stackFiles } from './stacks';

/** A check that a construct says does not apply to a resource. */
export interface Skip {
  /** Path of the stack's JSON below the folder that was checked. */
  readonly file: string;
  readonly check: string;
  readonly logicalId: string;
  /** Construct path, for people. */
  readonly construct: string;
  readonly reason: string;
}

interface Resource {
  readonly '//'?: {
    readonly metadata: { readonly path: string };
    readonly skippedChecks?: Readonly<Record<string, string>>;
  };
}

/** The skips in the resources' metadata, as `skipCheck` of the foundation library leaves them there. */
export function readSkips(folder: string): readonly Skip[] {
  return stackFiles(folder).flatMap((file) => {
    const { resource = {} } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      resource?: Record<string, Record<string, Resource>>;
    };
    return Object.values(resource).flatMap((byId) =>
      Object.entries(byId).flatMap(([logicalId, { '//': notes }]) =>
        Object.entries(notes?.skippedChecks ?? {}).map(([check, reason]) => ({
          file,
          check,
          logicalId,
          construct: notes?.metadata.path ?? logicalId,
          reason,
        })),
      ),
    );
  });
}
