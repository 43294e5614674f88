import { requireSound } from './check';
import type { DatasetContract } from './contract';
import { clicks } from './contracts/clicks';
import { customer } from './contracts/customer';
import { purchase } from './contracts/purchase';
import { review } from './contracts/review';
import { surveyResponse } from './contracts/survey-response';
import { surveyRoute } from './contracts/survey-route';

/** Every dataset, parents before those that refer to them. Loading this module throws where a contract is unsound. */
export const datasets: readonly DatasetContract[] = [customer, purchase, review, surveyResponse, surveyRoute, clicks];
requireSound(datasets);

/** The dataset of that name. @throws Error when there is none. */
export function datasetOf(name: string): DatasetContract {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found === undefined) {
    throw new Error(`dataset must be one of ${datasets.map((dataset) => dataset.name).join(', ')}, got ${name}`);
  }
  return found;
}
