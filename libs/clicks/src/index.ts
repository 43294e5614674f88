export { parseAccessLogLine } from './access-log';
export { type Click, pseudonymise } from './click';
export { deliverClickFile, lineParserOf } from './click-file';
export { type ClickCounts, deliverClicks, type DeliverClicksProps } from './deliver-clicks';
export { parseClickLine } from './json-click';
export { readLines, splitLines } from './lines';
export { type LineParser, NotAClickError, type RawClick } from './raw-click';
export { DeliveryError } from './record-writer';
export type { RejectedLine } from './rejected-line';
