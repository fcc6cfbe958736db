/** File names of certificates, as a file picker wants them. */
export const CERTIFICATE_FILES = ".cer,.crt,.der,.pem,.p7b,.p7c";
/** Those, and contacts, which may carry the certificate of a person. */
export const PEOPLE_FILES = `${CERTIFICATE_FILES},.vcf`;
