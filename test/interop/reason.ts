/** What a program said, down to what stays the same from run to run: no paths, times, fingerprints or repetitions. */

const EVERY_TIME =
  /^(gpgsm: )?(Note|DBG|Signature made|using \S+ key|CRLs not checked|Good signature|aka|encrypted to|total number|unchanged|imported|not imported|certificate is good|keybox|dirmngr|issuer certificate|decryption failed; trying)/;

/** OpenSSL's `THREAD:error:CODE:library:function:reason:file:line:data`. */
function ofOpenssl(line: string): string {
  const [, library, reason] = /:error:[0-9A-F]+:([^:]*):[^:]*:([^:]*):/.exec(line) ?? [];
  return library === undefined || reason === undefined ? line : `${library}: ${reason}`;
}

function withoutPlaces(line: string): string {
  return line
    .replace(/\S*\/wxi-\w+\/\S+/g, "…")
    .replace(/\b[0-9A-F]{40}\b/g, "…")
    .replace(/, offset \d+/g, "")
    .replace(/\s+/g, " ")
    .replace(/[\s.;:]+$/, "");
}

/** One line, without a full stop. */
export function tidyReason(said: string): string {
  const lines = said
    .split(/\n|; (?=gpgsm: )/)
    .map((line) => withoutPlaces(ofOpenssl(line.trim())))
    .filter((line) => line !== "" && !EVERY_TIME.test(line) && !/^Error (writing|decrypting|creating)/.test(line));
  return [...new Set(lines)].join("; ");
}
