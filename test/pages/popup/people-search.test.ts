import { expect, it } from "vitest";
import { matchingPeople } from "../../../src/pages/popup/people-search.ts";
import { people } from "../stage/actors.ts";

it.each([
  ["", ["bob@partner.example", "carol@clinic.example"]],
  ["CAROL", ["carol@clinic.example"]],
  ["weiß clinic", ["carol@clinic.example"]],
  ["example corp", ["bob@partner.example", "carol@clinic.example"]],
  ["bob clinic", []],
])("finds people by every word of %j", (sought, expected) => {
  expect(matchingPeople(people.toReversed(), sought).map(({ address }) => address)).toEqual(expected);
});
