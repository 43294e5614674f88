import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** A node of a parsed Markdown document; only what the tests look at. */
export interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly depth?: number;
  readonly checked?: boolean | null;
  readonly children?: readonly MarkdownNode[];
}

/** Markdown as GitHub's flavour reads it: every node, parents before children. */
export function markdownNodes(text: string): MarkdownNode[] {
  const nodes: MarkdownNode[] = [];
  const open: MarkdownNode[] = [
    fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as MarkdownNode,
  ];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    open.push(...[...(node.children ?? [])].reverse());
  }
  return nodes;
}

/** What a reader sees of a node. */
export function textOf(node: MarkdownNode | undefined): string {
  return node === undefined ? '' : (node.value ?? (node.children ?? []).map(textOf).join(''));
}

/** Values of the code spans in a node. */
export function codesOf(node: MarkdownNode): string[] {
  return node.type === 'inlineCode' ? [node.value ?? ''] : (node.children ?? []).flatMap(codesOf);
}
