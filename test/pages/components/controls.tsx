import { useState } from "preact/hooks";
import { Button, type ButtonProps } from "../../../src/pages/ui/button.tsx";
import { Field, type FieldProps } from "../../../src/pages/ui/field.tsx";
import { FileDrop } from "../../../src/pages/ui/file-drop.tsx";
import { doNothing } from "./nothing.ts";

const KINDS: readonly NonNullable<ButtonProps["kind"]>[] = ["primary", "plain", "danger", "quiet"];

function Buttons() {
  return (
    <>
      {KINDS.map((kind) => (
        <p key={kind} class="row-of">
          <Button kind={kind}>A {kind} button</Button>
          <Button kind={kind} busy>
            A {kind} button at work
          </Button>
          <Button kind={kind} disabled>
            A {kind} button that is off
          </Button>
          <Button kind={kind} expanded>
            A {kind} button with something open
          </Button>
        </p>
      ))}
    </>
  );
}

function Filled(props: Omit<FieldProps, "value" | "onValue"> & { readonly start: string }) {
  const { start, ...rest } = props;
  const [value, setValue] = useState(start);
  return <Field {...rest} value={value} onValue={setValue} />;
}

export function Controls() {
  return (
    <>
      <h2>Buttons</h2>
      <Buttons />
      <h2>Fields</h2>
      <div class="row-of">
        <Filled label="A line" start="" hint="With a hint under it." />
        <Filled label="A line that is filled" start="alice@example.org" />
        <Filled label="A line that is wrong" start="alice@" error="This is not a complete mail address." />
        <Filled label="A search" type="search" start="bob" />
        <Filled label="A number" type="number" min={1} max={60} start="30" />
        <Filled label="A secret" type="password" start="sesame" hint="It can be shown." />
        <Filled label="A secret that is wrong" type="password" start="sesame" error="That is not your passphrase." />
      </div>
      <h2>Places for files</h2>
      <div class="row-of">
        <FileDrop large invitation="Drop your file here" hint="The large one." accept=".p12" onFile={doNothing} />
        <FileDrop invitation="Drop another here" hint="The small one." accept=".p12" onFile={doNothing} />
        <FileDrop
          invitation="Drop one more here"
          hint="Where choosing would close the page."
          accept=".p12"
          onFile={doNothing}
          chooseElsewhere={doNothing}
        />
      </div>
    </>
  );
}
