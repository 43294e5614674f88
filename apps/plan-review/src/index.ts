export { UnreadableInputError } from './errors';
export type * from './model';
export { parsePolicy, type PolicyFile } from './policy';
export { type PlanDocument, readPlan } from './read-plan';
export { renderHtml } from './render/html';
export { renderJson } from './render/json';
export { longestMarkdown, renderMarkdown } from './render/markdown';
export { review, type ReviewOptions } from './review';
export type { PlanInput } from './stack-review';
