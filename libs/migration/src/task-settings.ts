/** What a task does with tables that are there already, before it fills them. */
export type TablePreparation = 'truncate' | 'keep';

export interface TaskSettings {
  readonly preparation: TablePreparation;
  /** Tables that are loaded side by side, 1 to 49. */
  readonly parallelTables: number;
  /** Longest text or binary value that is brought over, in KiB; a longer one stops the task. */
  readonly longestValueKib: number;
}

/**
 * How a task works: validates every row it wrote, logs to CloudWatch, and stops rather than lose a value (AWS DMS: task settings).
 *
 * @returns The JSON text that DMS takes; what it does not name has DMS's defaults.
 */
export function taskSettings({ preparation, parallelTables, longestValueKib }: TaskSettings): string {
  return JSON.stringify({
    TargetMetadata: { SupportLobs: true, FullLobMode: false, LimitedSizeLobMode: true, LobMaxSize: longestValueKib },
    FullLoadSettings: {
      TargetTablePrepMode: preparation === 'truncate' ? 'TRUNCATE_BEFORE_LOAD' : 'DO_NOTHING',
      MaxFullLoadSubTasks: parallelTables,
    },
    // Reads every row again on both sides and compares them, while loading and afterwards.
    ValidationSettings: { EnableValidation: true, ThreadCount: 5 },
    Logging: { EnableLogging: true },
    // DMS's own tables beside the shop's schema, not in it.
    ControlTablesSettings: {
      ControlSchema: 'awsdms_control',
      HistoryTimeslotInMinutes: 5,
      HistoryTableEnabled: true,
      SuspendedTablesTableEnabled: true,
      StatusTableEnabled: true,
    },
    // The shop's schema belongs to its own migrations: what is altered over there is not altered here.
    ChangeProcessingDdlHandlingPolicy: {
      HandleSourceTableDropped: false,
      HandleSourceTableTruncated: false,
      HandleSourceTableAltered: false,
    },
    ErrorBehavior: { DataErrorPolicy: 'SUSPEND_TABLE', DataTruncationErrorPolicy: 'STOP_TASK' },
  });
}
