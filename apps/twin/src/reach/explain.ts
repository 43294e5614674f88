import { UsageError } from '../errors';
import { answeredPorts, roadBetween, roadText } from './roads';
import { cellOf, cellText } from './cell';
import { follow } from './follow';
import { isOutside, type NetworkModel, type NetworkNode, type OutsideNode, type Protocol } from './model';
import { placeText, spotsOf } from './spots';
import type { Trace } from './walk';

/** What is asked: who calls whom. Without a port the callee's own is meant. */
export interface Question {
  readonly from: NetworkNode | OutsideNode;
  readonly to: NetworkNode | OutsideNode;
  readonly port?: number | undefined;
}

/** The answer, as a person reads it. */
export interface Explanation {
  /** Whether some call from somewhere gets through. */
  readonly reached: boolean;
  readonly text: string;
}

const protocol: Protocol = 'tcp';

/**
 * Explains hop by hop whether one node reaches another, and every check that refuses.
 *
 * @throws UsageError when both are outside of the network.
 */
export function explain(model: NetworkModel, question: Question): Explanation {
  const { from, to } = question;
  if (isOutside(from) && isOutside(to)) {
    throw new UsageError(`--from or --to must be inside the network, got ${from.name} and ${to.name}`);
  }
  const port = question.port ?? likelyPort(model, question);
  const ports = [{ first: port, last: port }];
  const traces = spotsOf(model, from, 'caller').flatMap((caller) =>
    spotsOf(model, to, 'callee').map((callee) => follow(model, { from: caller, to: callee, protocol, ports })),
  );
  const open = traces.filter((trace) => trace.ports.length > 0);
  const blocked = traces.filter((trace) => trace.ports.length === 0);
  const reached = open.length > 0;
  const mixed = reached && blocked.length > 0;
  const verdict = reached ? `is reached${mixed ? ' in part' : ''}` : 'is blocked';
  return {
    reached,
    text: [
      `${from.name} → ${to.name} on ${protocol} ${port} ${verdict}.`,
      ...whoIs(from),
      ...whoIs(to),
      ...(traces.length === 0 ? ['', `  ✗ ${standsNowhere(from) ? from.name : to.name} stands in no subnet`] : []),
      ...sectionOf(open[0], mixed ? 'reached' : undefined),
      ...sectionOf(blocked[0], mixed ? 'blocked' : undefined),
      ...forwarding(from, to),
      ...byConnections(model, from, to, reached),
      ...otherPorts(model, question, port),
    ].join('\n'),
  };
}

function sectionOf(trace: Trace | undefined, outcome: string | undefined): readonly string[] {
  if (trace === undefined) return [];
  const { from, to } = trace.call;
  return [
    '',
    ...(outcome === undefined ? [] : [`From ${placeText(from)} to ${placeText(to)} it is ${outcome}:`]),
    ...trace.steps.map(({ passed, sentence }) => `  ${passed ? '✓' : '✗'} ${sentence}`),
  ];
}

function whoIs(node: NetworkNode | OutsideNode): readonly string[] {
  if (isOutside(node)) return [];
  const names = node.domainNames.length === 0 ? '' : `, named ${node.domainNames.join(', ')}`;
  return [`  ${node.name} is ${node.id}${names}`];
}

function forwarding(from: NetworkNode | OutsideNode, to: NetworkNode | OutsideNode): readonly string[] {
  if (isOutside(from) || from.kind !== 'loadBalancer') return [];
  const forwards = from.forwards.filter((forward) => forward.to === to.name);
  return forwards.map(
    ({ listener, port, targetGroup }) =>
      `  • the listener on ${listener} forwards to port ${port} of ${to.name} by the target group ${targetGroup.name}`,
  );
}

function byConnections(
  model: NetworkModel,
  from: NetworkNode | OutsideNode,
  to: NetworkNode | OutsideNode,
  reached: boolean,
): readonly string[] {
  if (reached) return [];
  const road = roadBetween(model, from, to);
  if (road === undefined) return ['', `Nor does any road of several connections lead from ${from.name} to ${to.name}.`];
  return [
    '',
    'Only by connections of their own, each ended and checked by whoever stands between:',
    `  ${roadText(road)}`,
  ];
}

function otherPorts(model: NetworkModel, { from, to }: Question, port: number): readonly string[] {
  const text = cellText(cellOf(model, from, to));
  return text === '' || text === `${port}` ? [] : ['', `Open from ${from.name} to ${to.name} altogether: ${text}.`];
}

/** A port that is open, else one on which the callee answers. */
function likelyPort(model: NetworkModel, { from, to }: Question): number {
  const answered = [...answeredPorts(from, to), ...(isOutside(to) ? [] : to.listensOn)];
  const open = cellOf(model, from, to).find((opening) => opening.protocol === protocol)?.sometimes ?? [];
  const openAndAnswered = answered.find((port) => open.some(({ first, last }) => first <= port && port <= last));
  return openAndAnswered ?? open[0]?.first ?? answered[0] ?? 443;
}

function standsNowhere(node: NetworkNode | OutsideNode): boolean {
  return !isOutside(node) && node.places.length === 0;
}
