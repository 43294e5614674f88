import { colour, table } from '../table';
import { cellText } from './cell';
import { groundOf, withOthers } from './layers';
import { type Matrix, matrixOf } from './matrix';
import type { NetworkModel } from './model';
import { sheetOf } from './sheet';

/** The whole of a network's reachability as tables for a terminal. */
export function tablesOf(model: NetworkModel): string {
  const { waysOut, places, road } = sheetOf(model);
  return [
    heading(`Who (left) reaches whom (above) in ${model.vpc.name}`),
    'TCP ports; · is closed on every port; others is whoever else may stand in the network.',
    tableOf(matrixOf(withOthers(model))),
    heading('What routes and network ACLs let through, whatever security groups say'),
    tableOf(matrixOf(groundOf(model))),
    heading('Ways out'),
    table(['subnet', ''], Object.entries(waysOut)),
    heading('Where everybody stands'),
    table(['', 'subnets'], Object.entries(places)),
    heading('From the internet to the database, by connections of their own'),
    road,
    '',
  ].join('\n');
}

function tableOf(matrix: Matrix): string {
  const rows = matrix.callers.map((from) => [
    from,
    ...matrix.callees.map((to) => cellText(matrix.cell(from, to)) || '·'),
  ]);
  return table(['', ...matrix.callees], rows);
}

function heading(text: string): string {
  return `\n${colour.bold(text)}`;
}
