/** What a new passphrase must be before it is worth sending to the worker, which has the last word. */

export const MINIMUM_LENGTH = 10;

export type PassphraseFault = "too-short" | "differs" | null;

export function passphraseFault(passphrase: string, repeated: string): PassphraseFault {
  if ([...passphrase].length < MINIMUM_LENGTH) return "too-short";
  return passphrase === repeated ? null : "differs";
}
