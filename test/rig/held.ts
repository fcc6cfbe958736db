/**
 * Everything a webmail's page holds at one moment: its whole tree with open and closed shadow roots and the frames of
 * its own process, what stands in its fields, and what it stores. Frames of the extension's origin are not its own.
 */
import type { CDPSession, Page } from "playwright-core";

interface TreeNode {
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly backendNodeId: number;
  readonly attributes?: readonly string[];
  readonly children?: readonly TreeNode[];
  readonly shadowRoots?: readonly TreeNode[];
  readonly contentDocument?: TreeNode & { readonly documentURL?: string };
  readonly templateContent?: TreeNode;
  readonly shadowRootType?: string;
}

function* everyNode(node: TreeNode): Generator<TreeNode> {
  yield node;
  const inner = [node.contentDocument, node.templateContent].filter((part) => part !== undefined);
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? []), ...inner]) yield* everyNode(child);
}

async function fieldValue(cdp: CDPSession, { backendNodeId }: TreeNode): Promise<string> {
  try {
    const { object } = await cdp.send("DOM.resolveNode", { backendNodeId });
    if (object.objectId === undefined) return "";
    const call = { objectId: object.objectId, functionDeclaration: "function(){return String(this.value)}" };
    const { result } = await cdp.send("Runtime.callFunctionOn", { ...call, returnByValue: true });
    return String(result.value);
  } catch {
    return ""; // the field went away while the page was looked at
  }
}

const FIELDS = new Set(["INPUT", "TEXTAREA"]);

export interface Held {
  readonly text: string;
  /** How many closed shadow roots were looked into: a look that sees none proves little. */
  readonly closedRoots: number;
}

export async function heldBy(page: Page): Promise<Held> {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { root } = await cdp.send("DOM.getDocument", { depth: -1, pierce: true });
    const nodes = [...everyNode(root)];
    const texts = nodes.flatMap((node) => [node.nodeValue, ...(node.attributes ?? [])]);
    const fields = nodes.filter(({ nodeName }) => FIELDS.has(nodeName));
    const values = await Promise.all(fields.map((node) => fieldValue(cdp, node)));
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    const closedRoots = nodes.filter(({ shadowRootType }) => shadowRootType === "closed").length;
    return { text: [...texts, ...values, stored].join("\n"), closedRoots };
  } finally {
    await cdp.detach().catch(() => {});
  }
}
