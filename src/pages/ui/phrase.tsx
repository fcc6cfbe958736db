/** A sentence with elements in it, which every language may put where its grammar wants them. */
import { type ComponentChildren, Fragment } from "preact";
import { piecesOf } from "../../words/say.ts";

/** `places` holds what stands for each `{name}` of the English text. */
export function phrase(english: string, places: Readonly<Record<string, ComponentChildren>>) {
  return piecesOf(english).map((piece, index) => (
    <Fragment key={index}>{"words" in piece ? piece.words : places[piece.place]}</Fragment>
  ));
}
