import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { pseudonymise, type RawClick } from '@mall/clicks';
import type { Logger } from '@mall/http-kit';

/**
 * Writes clicks as JSON lines, a file an hour, in the columns of the `clicks` contract. Who it was is replaced by pseudonyms before
 * a line is written: no address and no session ever reaches the disk.
 */
export class ClickLog {
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly folder: string,
    private readonly key: string,
    private readonly logger: Logger,
  ) {}

  /** Writes without keeping the shopper waiting; a click that cannot be written is logged as lost. */
  write(click: RawClick): void {
    const line = pseudonymise(click, this.key);
    const file = path.join(this.folder, `clicks-${line.occurred_at.slice(0, 13)}.jsonl`);
    const written = appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o640 })
      .catch((error: unknown) => this.logger.error('a click is lost', error))
      .finally(() => this.#underWay.delete(written));
    this.#underWay.add(written);
  }

  /** Waits for what is being written. */
  async flush(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
