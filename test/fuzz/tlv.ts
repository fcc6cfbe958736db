/**
 * Changes that know tags and lengths: an element is changed, and every length around it is written anew, so that the
 * reader gets past the frame and meets the change.
 */
import { CONSTRUCTED } from "../../src/smime/asn1/reader.ts";
import { encode } from "../../src/smime/asn1/writer.ts";
import { type Bytes, concat, concatAll, EMPTY } from "../../src/smime/bytes.ts";
import { HAVOC, type Mutation } from "./havoc.ts";
import { type Node, nodesOf, readTree } from "./tlv-tree.ts";
import type { Random } from "./random.ts";

/** What becomes of the element that was chosen. */
type Change = (node: Node, random: Random, other: readonly Node[]) => Bytes;

const TAGS = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x24, 0x30, 0x31, 0x80, 0xa0];

function retagged(tag: number, { octets }: Node): Bytes {
  const out = octets.slice();
  out[0] = tag;
  return out;
}

/** The same content under a length of more octets than it needs. */
function overlong({ tag, content }: Node, random: Random): Bytes {
  const count = 1 + random.below(random.chance(8) ? 126 : 6);
  const length = new Uint8Array(count);
  for (let rest = content.length, i = count - 1; i >= 0 && rest > 0; i--, rest = Math.floor(rest / 256))
    length[i] = rest;
  return concat(Uint8Array.of(tag, 0x80 | count), length, content);
}

function indefinite({ tag, content }: Node): Bytes {
  const inner = tag & CONSTRUCTED ? content : encode(tag, content);
  return concat(Uint8Array.of(tag | CONSTRUCTED, 0x80), inner, Uint8Array.of(0, 0));
}

function nested(node: Node, random: Random): Bytes {
  const levels = 1 + random.below(random.chance(6) ? 80 : 3);
  let octets = node.octets;
  for (let i = 0; i < levels; i++) octets = encode(random.pick([0x30, 0x31, 0xa0, 0x24]), octets);
  return octets;
}

/** A primitive string in the pieces that streaming writers send. */
function segmented({ tag, content }: Node): Bytes {
  const middle = content.length >> 1;
  return encode(tag | CONSTRUCTED, encode(0x04, content.subarray(0, middle)), encode(0x04, content.subarray(middle)));
}

function lied({ octets }: Node, random: Random): Bytes {
  const out = octets.slice();
  if (out.length > 1) out[1] = random.pick([0x00, 0x7f, 0x80, 0x84, 0xff, (out[1] ?? 0) + 1, (out[1] ?? 0) - 1]);
  return out;
}

/** Numbers at the edges of what readers can count to. */
const NUMBERS = [
  [0x00],
  [0xff],
  [0x7f, 0xff, 0xff, 0xff],
  [0x00, 0x80, 0x00, 0x00, 0x00],
  [0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];

function numbered({ tag }: Node, random: Random): Bytes {
  const longest = random.chance(8) ? new Uint8Array(2_000 + random.below(400)).fill(0x55) : null;
  return encode(tag, longest ?? Uint8Array.from(random.pick(NUMBERS)));
}

function disturbed({ tag, content }: Node, random: Random): Bytes {
  return encode(tag, random.pick(HAVOC)(content, { random, other: content }));
}

function reordered({ tag, children }: Node, random: Random): Bytes {
  const parts = children.map(({ octets }) => octets);
  const from = random.below(parts.length);
  const [moved = EMPTY] = parts.splice(from, 1);
  parts.splice(random.below(parts.length + 1), 0, moved);
  return encode(tag, concatAll(parts));
}

const CHANGES: readonly Change[] = [
  (node, random) => retagged(random.pick(TAGS), node),
  (node, random) => retagged(node.tag ^ (1 << random.below(8)), node),
  () => EMPTY,
  ({ octets }) => concat(octets, octets),
  ({ octets }, random, other) => (other.length > 0 ? random.pick(other).octets : octets),
  ({ octets }, random, other) => concat(octets, other.length > 0 ? random.pick(other).octets : octets),
  overlong,
  indefinite,
  nested,
  segmented,
  lied,
  numbered,
  disturbed,
  disturbed,
  ({ tag, content }, random) => encode(tag, content.subarray(0, random.below(content.length))),
  ({ tag }) => encode(tag),
  (node, random) => (node.children.length > 1 ? reordered(node, random) : disturbed(node, random)),
];

/** The tree's octets with one element changed and the lengths around it written anew. */
function rebuilt(node: Node, target: Node, changed: Bytes): Bytes {
  if (node === target) return changed;
  if (node.children.length === 0 || !nodesOf(node).includes(target)) return node.octets;
  const content = concatAll(node.children.map((child) => rebuilt(child, target, changed)));
  return node.wrap(content);
}

/** One change to one element; octets that are no BER are left to havoc. */
export const mutateTlv: Mutation = (input, { random, other }) => {
  const tree = readTree(input);
  if (!tree) return random.pick(HAVOC)(input, { random, other });
  const nodes = nodesOf(tree);
  const target = random.pick(nodes);
  const donor = readTree(random.chance(3) ? input : other);
  return rebuilt(tree, target, random.pick(CHANGES)(target, random, donor ? nodesOf(donor) : []));
};
