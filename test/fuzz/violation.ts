/** A promise of the engine that an input broke. Everything else that is thrown and is no SmimeError is one as well. */
export class Violation extends Error {
  constructor(promise: string) {
    super(promise);
    this.name = "Violation";
  }
}

export function ensure(kept: boolean, promise: string): void {
  if (!kept) throw new Violation(promise);
}
