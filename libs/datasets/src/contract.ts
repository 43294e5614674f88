/** Types a curated column can have: the names that Glue, Athena and Parquet agree on. */
export type ColumnType = 'string' | 'int' | 'bigint' | 'double' | 'boolean' | 'date' | 'timestamp';

/** How far a source column points at a person. */
export type Identifies = 'directly' | 'in combination' | 'not';

/**
 * What happens to a source column on its way to the analytics side.
 * `keep` passes it on, `drop` leaves it behind, `hmac` replaces it by a keyed hash within a domain (equal values of one
 * domain get equal keys), `derive` computes another value at the source.
 */
export type Privacy =
  | { readonly action: 'keep' }
  | { readonly action: 'drop' }
  | { readonly action: 'hmac'; readonly domain: 'customer' | 'visitor' | 'session'; readonly as: string }
  | {
      readonly action: 'derive';
      readonly as: string;
      readonly type: ColumnType;
      /** SQL of MariaDB and MySQL, over the source table's columns. */
      readonly expression: string;
    };

/** A column of the source, as the shop stores or sends it. */
export interface SourceColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly meaning: string;
  readonly identifies: Identifies;
  readonly privacy: Privacy;
  /** The analyses that need what passes; empty where the column is dropped. */
  readonly neededBy: readonly string[];
}

/** A column as Athena sees it. */
export interface CuratedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly meaning: string;
}

/** A rule on every row; a row that breaks it is bad. */
export interface RowRule {
  /** Name that operators read: `purchase.quantity_in_range`. */
  readonly name: string;
  /** The curated-side columns that the rule looks at; their masked values go to the quarantine. */
  readonly columns: readonly string[];
  readonly meaning: string;
  /** One DQDL rule, without `between` (its ends are excluded). `{{as_of}}` and `{{as_of_year}}` are replaced by the run's start. */
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
  /** Columns of the MySQL table or of the click record; surveys are read by the parser's headings instead. */
  readonly sourceColumns: readonly SourceColumn[];
  /** Columns of the curated table without its partition keys, in order. */
  readonly columns: readonly CuratedColumn[];
  /** Keys in the S3 path, in order. */
  readonly partitionKeys: readonly CuratedColumn[];
  /** Unique and complete, or none. */
  readonly primaryKey: readonly string[];
  readonly retentionDays: number;
  /** Columns that the quality job computes before the rules, in Spark SQL over the row and its parents' keys. */
  readonly derivedForRules: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly expression: string;
    readonly parent?: string;
  }[];
  readonly datasetRules: readonly DatasetRule[];
  readonly rowRules: readonly RowRule[];
}
