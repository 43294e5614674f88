import type { ColumnType, CuratedColumn, SourceColumn } from './contract';

/** The columns that leave the source, under the names and types that the analytics side knows, in source order. */
export function passingColumns(sourceColumns: readonly SourceColumn[]): readonly CuratedColumn[] {
  return sourceColumns.flatMap((column) => {
    const { privacy, emptyBecomes } = column;
    if (privacy.action === 'drop') return [];
    const rest = emptyBecomes === undefined ? {} : { emptyBecomes };
    return [{ name: nameOf(column), type: typeOf(column), meaning: meaningOf(column), ...rest }];
  });
}

function nameOf({ name, privacy }: SourceColumn): string {
  return privacy.action === 'hmac' || privacy.action === 'derive' ? privacy.as : name;
}

function typeOf({ type, privacy }: SourceColumn): ColumnType {
  if (privacy.action === 'hmac') return 'string';
  return privacy.action === 'derive' ? privacy.type : type;
}

function meaningOf({ meaning, privacy }: SourceColumn): string {
  return privacy.action === 'hmac' || privacy.action === 'derive' ? privacy.meaning : meaning;
}
