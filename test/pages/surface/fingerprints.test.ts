import { expect, it } from "vitest";
import { compareFingerprint } from "../../../src/pages/surface/fingerprints.ts";

const fingerprint = "4fd1c3a89e1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5";
const spoken = fingerprint.toUpperCase().replace(/(..)(?=.)/g, "$1:");

it.each([
  ["", "empty"],
  ["  ", "empty"],
  [fingerprint, "equal"],
  [spoken, "equal"],
  [`SHA-256 Fingerprint=${spoken}`, "equal"],
  [fingerprint.replace(/.$/, "6"), "different"],
  [fingerprint.slice(0, 40), "other-kind"],
] as const)("%s is %s", (typed, expected) => {
  expect(compareFingerprint(typed, fingerprint)).toBe(expected);
});
