/** File names of certificates, as a file picker wants them. */
export const CERTIFICATE_FILES = ".cer,.crt,.der,.pem,.p7b,.p7c";
