import type { ThrowAwayClone } from '../src/throw-away';

/** By role and statement, the sentence that would have been met without it; empty if nothing needed it. */
type Necessity = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the roles of jobs are granted, to be called when every job has run. */
export function describeStatements(clone: ThrowAwayClone): void {
  describe('the roles of jobs', () => {
    it('have no statement of ours that no job has needed', async () => {
      const response = await fetch(`${clone.environment.AWS_ENDPOINT_URL}/_twin/permissions/necessary`);
      const necessity = (await response.json()) as Necessity;
      const ofJobs = Object.entries(necessity).filter(([role]) => /^mall-dev-bootstrap-/.test(role));
      expect(ofJobs).toHaveLength(3);
      const unused = ofJobs.flatMap(([role, statements]) =>
        Object.entries(statements)
          .filter(([name, sentence]) => /^(grants|trust)\//.test(name) && sentence === '')
          .map(([name]) => `${role}: ${name}`),
      );
      expect(unused).toEqual([]);
    });
  });
}
