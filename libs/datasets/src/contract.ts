/** Types a curated column can have: the names that Glue, Athena, Spark and Parquet agree on. */
export type ColumnType = 'string' | 'int' | 'bigint' | 'double' | 'boolean' | 'date' | 'timestamp';

/** How far a source column points at a person. */
export type Identifies = 'directly' | 'in combination' | 'not';

/** Within one domain equal values get equal keys; each domain has its own key or its own salt. */
export type HmacDomain = 'customer' | 'visitor' | 'session';

/**
 * What happens to a source column on its way to the analytics side.
 * `keep` passes it on, `drop` leaves it behind, `hmac` replaces it by a keyed hash, `derive` passes another value
 * computed from it, before it leaves the source.
 */
export type Privacy =
  | { readonly action: 'keep' }
  | { readonly action: 'drop' }
  | { readonly action: 'hmac'; readonly domain: HmacDomain; readonly as: string; readonly meaning: string }
  | {
      readonly action: 'derive';
      readonly as: string;
      readonly type: ColumnType;
      readonly meaning: string;
      /** For a table: SQL that MariaDB and MySQL share, over the table's columns. For clicks: the producer's rule in words. */
      readonly expression: string;
    };

/**
 * What the values of a kept column look like. A value that looks otherwise slipped in from another column, and may be
 * anything that is written there: it does not leave the source as it is.
 */
export type Form =
  /** What a system numbers things with: ASCII without blanks, with a digit; no telephone or card number. Else its keyed hash passes. */
  | { readonly kind: 'code' }
  /** A short text that many rows share; no address of any sort, no number of five digits, no sentence. Else the value is withheld. */
  | { readonly kind: 'label' }
  /** One of these. Else the value is withheld. */
  | { readonly kind: 'one of'; readonly values: readonly string[] }
  /** A whole number of at most so many digits. Else the value is withheld. */
  | { readonly kind: 'number'; readonly digits: number };

/** A column of the source, as the shop stores or sends it. */
export interface SourceColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly meaning: string;
  readonly identifies: Identifies;
  readonly privacy: Privacy;
  /** The analyses and rules that need what passes; empty where the column is dropped. */
  readonly neededBy: readonly string[];
  /** Of a kept column of a table: what its values look like. @default the column is not kept, or of clicks */
  readonly form?: Form;
  /** What the curated table holds where the source holds nothing. @default NULL stays NULL */
  readonly emptyBecomes?: string;
}

/** A column as Athena sees it. */
export interface CuratedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly meaning: string;
  /** What the curate job writes in place of NULL, empty or white space. @default NULL */
  readonly emptyBecomes?: string;
}

/** A key in the S3 path of the curated table. */
export interface PartitionKey extends CuratedColumn {
  /** Spark SQL over the curated columns, session time zone UTC; absent where the writer of the staged object or Firehose sets the path. */
  readonly expression?: string;
}

/** A column that the quality job adds before the row rules; it is in no file and no table. Its values are the strings `true` and `false`. */
export type RuleColumn = {
  readonly name: string;
  readonly meaning: string;
} & (
  | {
      readonly kind: 'expression';
      /** Spark SQL that is never NULL and yields a boolean; the job casts it to string. `{{as_of}}` (ISO 8601, UTC) and `{{as_of_year}}` (Tokyo) are replaced. */
      readonly expression: string;
    }
  | {
      readonly kind: 'known';
      /** The column whose value must be among the parent's. NULL is not known. */
      readonly column: string;
      /** All extracted rows of the parent count, good and bad. Where the parent is not in the run, the job writes `true` and reports the rule as not evaluated. */
      readonly parent: { readonly dataset: string; readonly column: string };
    }
);

/** A rule on every row; a row that breaks it is bad. */
export interface RowRule {
  /** Name that operators read: `purchase.quantity_in_range`. */
  readonly name: string;
  /** The extracted or staged columns that the rule looks at; their masked values go to the quarantine. */
  readonly columns: readonly string[];
  readonly meaning: string;
  /** One DQDL rule with `in` only: `between` excludes its ends, and NULL under a comparison is not the same everywhere. */
  readonly dqdl: string;
  /** A dataset whose extracted rows the rule needs; without it in the run the rule is reported as not evaluated. */
  readonly parent?: string;
}

/** A rule on the dataset as a whole; breaking it stops the run. */
export interface DatasetRule {
  readonly name: string;
  readonly meaning: string;
  readonly dqdl: string;
}

/** Where a dataset comes from. */
export type Source = 'table' | 'survey' | 'clicks';

/** Everything the platform knows about one dataset, said once. */
export interface DatasetContract {
  readonly name: string;
  readonly meaning: string;
  readonly source: Source;
  /** Columns of the MySQL table or of the click record; empty for surveys, which are read by the parser's headings. */
  readonly sourceColumns: readonly SourceColumn[];
  /** Columns of the curated table without its partition keys, in order; also those of the extracted CSV. */
  readonly columns: readonly CuratedColumn[];
  /** Columns that stand beside `columns` in a staged survey, for the rules only; they are not curated. */
  readonly stagedOnly: readonly CuratedColumn[];
  /** Keys in the S3 path, in order. */
  readonly partitionKeys: readonly PartitionKey[];
  /** Unique and complete, or none. */
  readonly primaryKey: readonly string[];
  /** How long rows are kept, curated ones and what they are made of. */
  readonly retentionDays: number;
  readonly ruleColumns: readonly RuleColumn[];
  readonly datasetRules: readonly DatasetRule[];
  readonly rowRules: readonly RowRule[];
  /** The dataset whose good rows decide: a row passes when its `column` is among them. It has no row rules of its own. */
  readonly follows?: { readonly dataset: string; readonly column: string };
}
