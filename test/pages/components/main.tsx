/** Every component of pages/ui in every state, on one page, for whoever changes one. It is built for tests and never shipped. */
import { render } from "preact";
import "../../../src/pages/ui/tokens.css";
import "../../../src/pages/ui/elements.css";
import "../../../src/pages/ui/components.css";
import "../../../src/pages/ui/chip.css";
import "../../../src/pages/ui/badge.css";
import "../../../src/pages/ui/details.css";
import "./components.css";
import { Controls } from "./controls.tsx";
import { Dialogs } from "./dialogs.tsx";
import { Pieces } from "./pieces.tsx";
import { speakLanguage } from "../../../src/pages/ui/spoken-language.ts";
import { Verdicts } from "./verdicts.tsx";

speakLanguage(document);
const root = document.getElementById("root");
if (root !== null)
  render(
    <>
      <h1>Components</h1>
      <Controls />
      <Pieces />
      <Verdicts />
      <Dialogs wanted={location.hash.slice(1)} />
    </>,
    root,
  );
