import type { Action, AttributeChange, Category, Change, Finding, Level } from '../model';
import type { Place, Shelf } from './shelf';

/** An item of which the shelf holds everything, and the object only what sorts, groups and counts it. */
abstract class Shelved<Item> {
  readonly #shelf: Shelf;
  readonly #place: Place;

  constructor(shelf: Shelf, item: Item) {
    this.#shelf = shelf;
    this.#place = shelf.put(item);
  }

  /** The whole item. */
  toJSON(): Item {
    return this.#shelf.read(this.#place) as Item;
  }
}

/** A change whose attributes are read when they are asked for. */
export class ShelvedChange extends Shelved<Change> implements Change {
  readonly stack: string;
  readonly type: string;
  readonly action: Action;
  readonly level: Level;

  constructor(shelf: Shelf, change: Change) {
    super(shelf, change);
    this.stack = change.stack;
    this.type = shelf.once(change.type);
    this.action = change.action;
    this.level = change.level;
  }

  get address(): string {
    return this.toJSON().address;
  }
  get previousAddress(): string | undefined {
    return this.toJSON().previousAddress;
  }
  get imported(): boolean {
    return this.toJSON().imported;
  }
  get why(): string | undefined {
    return this.toJSON().why;
  }
  get deposed(): string | undefined {
    return this.toJSON().deposed;
  }
  get attributes(): readonly AttributeChange[] {
    return this.toJSON().attributes;
  }
  get moreAttributes(): number {
    return this.toJSON().moreAttributes;
  }
}

/** A finding whose sentence and lines are read when they are asked for. */
export class ShelvedFinding extends Shelved<Finding> implements Finding {
  readonly rule: string;
  readonly category: Category;
  readonly level: Level;
  readonly stack: string;
  readonly accepted: string | undefined;

  constructor(shelf: Shelf, finding: Finding) {
    super(shelf, finding);
    this.rule = finding.rule;
    this.category = finding.category;
    this.level = finding.level;
    this.stack = finding.stack;
    this.accepted = finding.accepted === undefined ? undefined : shelf.once(finding.accepted);
  }

  get address(): string | undefined {
    return this.toJSON().address;
  }
  get sentence(): string {
    return this.toJSON().sentence;
  }
  get lines(): readonly string[] {
    return this.toJSON().lines;
  }
}
