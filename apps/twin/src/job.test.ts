import { repositoryOf } from './job';

const trustIn = (...subjects: readonly string[]) =>
  JSON.stringify({ Statement: [{ Condition: { StringEquals: { 'host:sub': subjects } } }] });

describe('the repository that a role trusts', () => {
  it.each(['repo:mall/platform', 'repo:mall@12/platform@34'])('is the beginning of its subjects, %s', (repository) => {
    expect(repositoryOf(trustIn(`${repository}:ref:refs/heads/main`, `${repository}:pull_request`))).toBe(repository);
  });

  it('must be there', () => {
    expect(() => repositoryOf('{"Statement":[]}')).toThrow(
      'a role of jobs must trust a repository, got {"Statement":[]}',
    );
  });
});
