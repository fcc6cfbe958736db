export function findProgram(...names: readonly string[]): string | null;
export function findChromium(): string | null;
export function findFirefox(): string | null;
export function findOpenssl(): string | null;
export function findRoundcube(): string | null;
export function missingForRig(): readonly string[];
