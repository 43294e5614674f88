import { matrixOf, withEndpointsTogether } from '../matrix';
import type { NetworkModel } from '../model';
import { layoutOf } from './layout';
import { linesOf } from './lines';
import { svgOf } from './svg';

/** Draws a network: zones as columns, tiers as rows, who calls whom on which port, and the ways out. The same network is the same file. */
export function pictureOf(model: NetworkModel): string {
  const together = withEndpointsTogether(model);
  const layout = layoutOf(together);
  return svgOf(model.vpc.name, layout, linesOf(layout, matrixOf(together)));
}
