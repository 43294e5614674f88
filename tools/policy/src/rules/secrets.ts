import type { Rule } from '../rule';
import { textsIn } from '../stacks';

/** Arguments whose value is the secret itself. Write-only ones are in no state, but a literal would be in the JSON. */
const secretArguments =
  /^(password|master_password|secret_string|secret_binary|auth_token|oauth_token|private_key|shared_secret)(_wo)?$/;

/** What secrets of known makers look like. */
const secretShapes: readonly (readonly [string, RegExp])[] = [
  ['an access key of AWS', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a webhook of Slack', /hooks\.slack\.com\/services\/\w/],
  ['a token of Slack', /\bxox[abprs]-\w/],
  ['a token of GitHub', /\bgh[pousr]_\w{20}/],
];

/** No secret stands in the JSON, which goes into the state, into reviews and into logs. */
export const secrets: Rule = (stacks) =>
  stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) =>
      textsIn(resource.arguments).flatMap(({ argument, text }) => {
        const shape = secretShapes.find(([, pattern]) => pattern.test(text))?.[0];
        const found = shape ?? (secretArguments.test(argument) && !text.startsWith('${') ? 'a literal' : undefined);
        if (found === undefined) return [];
        return [{ stack, resource, sentence: `'${argument}' must be a reference to a generated secret, got ${found}` }];
      }),
    ),
  );
