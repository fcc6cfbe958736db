/**
 * Header confidentiality policies (RFC 9788 section 3): what of a header field is written outside the encryption. Pure;
 * structural fields are never put to a policy, and none may change From's address.
 */

/** The value of a field as it stands outside: the same, an obscured one, or null where the field is left out there. */
export type HeaderConfidentialityPolicy = (name: string, value: string) => string | null;

/** What stands outside in the place of a hidden subject. */
export const OBSCURED_SUBJECT = "[...]";

/** hcp_baseline (section 3.2.1): the informational fields of RFC 5322 section 3.6.5 are hidden. */
export const hcpBaseline: HeaderConfidentialityPolicy = (name, value) => {
  switch (name.toLowerCase()) {
    case "subject":
      return OBSCURED_SUBJECT;
    case "comments":
    case "keywords":
      return null;
    default:
      return value;
  }
};

/** hcp_no_confidentiality (section 3.2.3): everything stays readable. */
export const hcpNoConfidentiality: HeaderConfidentialityPolicy = (_, value) => value;

const STRUCTURAL = /^(?:mime-version|content-.*)$/;

/** Fields that describe the entity they stand in, not the message (RFC 9787 section 1.1.1). Lower-case name. */
export function isStructural(name: string): boolean {
  return STRUCTURAL.test(name);
}

const USER_FACING = new Set(["subject", "from", "to", "cc", "date", "reply-to", "followup-to", "sender"]);

/** Fields that mail programs show their users (RFC 9787 section 1.1.2), as far as they are ever written here. */
export function isUserFacing(name: string): boolean {
  return USER_FACING.has(name.toLowerCase());
}
