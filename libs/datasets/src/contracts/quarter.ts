import type { PartitionKey } from '../contract';

/** The partition key of both survey tables; it comes from the workbook's file name. */
export const quarter: PartitionKey = {
  name: 'quarter',
  type: 'string',
  meaning: "Quarter of the survey, such as 2024Q1, from the workbook's file name",
};
