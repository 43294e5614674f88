/** What every stack of one environment shares. One row of the app's environment table provides it. */
export interface EnvironmentSettings {
  /** Short name, part of every physical name: `dev`, `prod`. */
  readonly name: string;
  /** Twelve-digit AWS account id; the provider refuses to work in any other. */
  readonly account: string;
  /** AWS region, for example `ap-northeast-1`. */
  readonly region: string;
  /** Team that answers for the resources; lands in the `owner` tag. */
  readonly owner: string;
  /** S3 bucket that holds Terraform's state. */
  readonly stateBucket: string;
}

/**
 * How sensitive the data behind a resource is.
 * `public`, `internal` (no person in it), `pseudonymous` (keyed persons), `personal` (names, contacts, free text).
 */
export type DataClass = 'public' | 'internal' | 'pseudonymous' | 'personal';
