export * from './click-streams';
export * from './ingestion';
export * from './survey-parser';
