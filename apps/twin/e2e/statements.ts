import { runningTwin } from '../src/emulator';
import { type Necessity, necessityOf, unusedIn } from '../src/permissions';

/** Roles that a test of their own holds, on another twin: `tools/ci/e2e`, where what jobs run acts as them. */
const ELSEWHERE = /^bootstrap-(apply|hand-over|plan)$/;

/** Roles that AWS makes for its services, and nobody else changes. */
const LINKED = /^AWSServiceRoleFor/;

/** Statements that AWS asks for and the twin never does. */
interface Unused {
  readonly reason: string;
  readonly statements: readonly string[];
}

const pipeline = 'no push starts a pipeline, nothing is built and rolled out by one';
const instance = 'instances are entries that run nothing; the servers run in tests of their own';

const ofInstances = [
  'delivery/FetchArtifact',
  'delivery/LocateBucket',
  'delivery/UseKey',
  'grants/DecryptClickKeySecret',
  'grants/DeliverClicks',
  'grants/FetchDeploymentAgent',
  'grants/PutMetrics',
  'grants/ReadClickKeySecret',
  'grants/ReportToSystemsManager',
  'grants/TakeSessionsAndCommands',
  'grants/WriteLog',
  'trust/AssumedByInstances',
];

/** All of them, by the names of roles without the environment. Every other statement of every role is needed. */
const UNUSED: Readonly<Record<string, Unused>> = {
  'delivery-(was|web)-push': { reason: pipeline, statements: ['grants/Start', 'trust/AssumedByService'] },
  '(was|web)-delivery': { reason: pipeline, statements: ['grants/TakeActionRoles', 'trust/AssumedByService'] },
  'delivery-(was|web)-fetch-action': {
    reason: pipeline,
    statements: [
      'grants/FetchSource',
      'grants/HandOverArtifact',
      'grants/LocateBucket',
      'grants/UseKey',
      'trust/TakenByPipeline',
    ],
  },
  'delivery-(was|web)-build-action': { reason: pipeline, statements: ['grants/RunBuild', 'trust/TakenByPipeline'] },
  'delivery-(was|web)-build': {
    reason: pipeline,
    statements: [
      'grants/FetchArtifact',
      'grants/HandOverArtifact',
      'grants/LendNetworkInterface',
      'grants/LocateBucket',
      'grants/MakeNetworkInterface',
      'grants/RemoveNetworkInterface',
      'grants/SeeNetwork',
      'grants/UseKey',
      'grants/WriteLog',
      'trust/AssumedByService',
    ],
  },
  'delivery-(was|web)-deploy-action': {
    reason: pipeline,
    statements: [
      'grants/FetchArtifact',
      'grants/LocateBucket',
      'grants/ReadPace',
      'grants/RegisterBundle',
      'grants/RollOut',
      'grants/UseKey',
      'trust/TakenByPipeline',
    ],
  },
  'delivery-(was|web)-rollout': {
    reason: pipeline,
    statements: [
      'grants/DeployOnLaunch',
      'grants/SeeInstancesAndAlarms',
      'grants/TakeOutOfTraffic',
      'trust/AssumedByService',
    ],
  },
  'web-instance': { reason: instance, statements: ofInstances },
  'was-instance': {
    reason: instance,
    statements: [...ofInstances, 'grants/DecryptDatabaseUserSecret', 'grants/ReadDatabaseUserSecret'],
  },
  'governance-trail': {
    reason: 'CloudTrail is kept and read back; nothing is recorded',
    statements: ['grants/WriteLog', 'trust/AssumedByService'],
  },
};

/** What the statements of all roles of dev are for, to be called after every scene that acts as one. */
export function describeStatements(): void {
  describe('the statements of every role', () => {
    it('are needed, each of them, or stand in the list of those that only AWS needs', async () => {
      const necessity = await ours();
      const listed = Object.keys(necessity).flatMap((role) => {
        const [, unused] = Object.entries(UNUSED).find(([pattern]) => isOf(pattern, role)) ?? [];
        return unused === undefined ? [] : [[role, unused.statements] as const];
      });
      expect(sorted(Object.entries(unusedIn(necessity)))).toEqual(sorted(listed));
    });

    it('stand in that list for roles that there are', async () => {
      const roles = Object.keys(await ours());
      expect(Object.keys(UNUSED).filter((pattern) => !roles.some((role) => isOf(pattern, role)))).toEqual([]);
    });
  });
}

/** What is said of the roles that are to be held here. */
async function ours(): Promise<Necessity> {
  const roles = Object.entries(await necessityOf(runningTwin()));
  return Object.fromEntries(roles.filter(([role]) => !LINKED.test(role) && !ELSEWHERE.test(nameOf(role))));
}

function sorted(
  statements: readonly (readonly [string, readonly string[]])[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(statements.map(([role, names]) => [role, [...names].sort()]));
}

function isOf(pattern: string, role: string): boolean {
  return new RegExp(`^(${pattern})$`).test(nameOf(role));
}

function nameOf(role: string): string {
  return role.replace('mall-dev-', '');
}
