import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.*;
import java.util.*;
import javax.crypto.spec.*;
import javax.mail.internet.*;
import org.bouncycastle.asn1.*;
import org.bouncycastle.asn1.cms.*;
import org.bouncycastle.asn1.pkcs.*;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.*;
import org.bouncycastle.cert.jcajce.*;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.mail.smime.*;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.*;
import org.bouncycastle.operator.jcajce.*;

/**
 * Bouncy Castle as the other party: one order a line on standard input, its words parted by tabs, and one answer a line
 * on standard output, "ok" with a result or "refused" with what the library said. Signatures go through its S/MIME
 * classes, envelopes through its CMS classes, PKCS #12 files through its KeyStore.
 */
public final class Driver {
  private static final String BC = "BC";

  public static void main(String[] none) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      answers.println(answer(line.split("\t", -1)));
    }
  }

  private static String answer(String[] words) {
    try {
      return "ok\t" + carryOut(words);
    } catch (Throwable problem) {
      Throwable deepest = problem;
      while (deepest.getCause() != null) deepest = deepest.getCause();
      String said = problem + (deepest == problem ? "" : " (" + deepest + ")");
      return "refused\t" + said.replaceAll("\\s+", " ");
    }
  }

  private static String carryOut(String[] w) throws Exception {
    switch (w[0]) {
      case "version":
        return Security.getProvider(BC).getVersionStr() + "\t" + System.getProperty("java.version");
      case "sign":
        return sign(w[1].equals("opaque"), w[2], w[3], w[4], Arrays.copyOfRange(w, 5, w.length));
      case "verify":
        return verify(w[1], w[2], w[3]);
      case "encrypt":
        return encrypt(w[1], w[2], w[3].equals("by-key-identifier"), w[4], w[5], Arrays.copyOfRange(w, 6, w.length));
      case "decrypt":
        return decrypt(w[1], w[2], w[3], w[4]);
      case "p12-write":
        return writeKeyStore(w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
      case "p12-read":
        return readKeyStore(w[1], w[2], w[3]);
      default:
        throw new IllegalArgumentException(w[0]);
    }
  }

  // ---- files

  private static X509Certificate certificate(String file) throws Exception {
    try (InputStream in = new FileInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509", BC).generateCertificate(in);
    }
  }

  private static PrivateKey key(String file) throws Exception {
    try (PEMParser pem = new PEMParser(new FileReader(file))) {
      return new JcaPEMKeyConverter().setProvider(BC).getPrivateKey((PrivateKeyInfo) pem.readObject());
    }
  }

  private static byte[] octets(String file) throws Exception {
    return Files.readAllBytes(Paths.get(file));
  }

  private static String save(String file, byte[] octets) throws Exception {
    Files.write(Paths.get(file), octets);
    return String.valueOf(octets.length);
  }

  // ---- signatures

  /** An algorithm's name in the provider, or "PSS/HASH/MGF-HASH/SALT". */
  private static ContentSigner signer(String algorithm, PrivateKey key) throws Exception {
    String[] words = algorithm.split("/");
    if (words.length == 1) return new JcaContentSignerBuilder(algorithm).setProvider(BC).build(key);
    PSSParameterSpec parameters =
        new PSSParameterSpec(words[1], "MGF1", new MGF1ParameterSpec(words[2]), Integer.parseInt(words[3]), 1);
    return new JcaContentSignerBuilder("RSASSA-PSS", parameters).setProvider(BC).build(key);
  }

  private static byte[] keyIdentifier(X509Certificate certificate) throws Exception {
    return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(certificate.getPublicKey()).getKeyIdentifier();
  }

  /** `signers`: algorithm, key file and certificate file of each. */
  private static String sign(boolean opaque, String shape, String in, String out, String[] signers)
      throws Exception {
    SMIMESignedGenerator generator = new SMIMESignedGenerator();
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().setProvider(BC).build();
    for (int i = 0; i < signers.length; i += 3) {
      X509Certificate certificate = certificate(signers[i + 2]);
      ContentSigner signer = signer(signers[i], key(signers[i + 1]));
      JcaSignerInfoGeneratorBuilder builder =
          new JcaSignerInfoGeneratorBuilder(digests).setDirectSignature(shape.equals("no-attributes"));
      generator.addSignerInfoGenerator(
          shape.equals("key-identifier")
              ? builder.build(signer, keyIdentifier(certificate))
              : builder.build(signer, certificate));
      generator.addCertificates(new JcaCertStore(Collections.singletonList(certificate)));
    }
    MimeBodyPart content = new MimeBodyPart(new ByteArrayInputStream(octets(in)));
    MimeBodyPart whole = new MimeBodyPart();
    if (opaque) {
      whole = generator.generateEncapsulated(content);
    } else {
      whole.setContent(generator.generate(content));
      whole.setHeader("Content-Type", whole.getDataHandler().getContentType());
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    whole.writeTo(message);
    return save(out, message.toByteArray());
  }

  private static String verify(String in, String anchor, String out) throws Exception {
    MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(octets(in)));
    SMIMESigned signed =
        message.isMimeType("multipart/signed")
            ? new SMIMESigned((MimeMultipart) message.getContent())
            : new SMIMESigned(message);
    if (signed.getSignerInfos().size() == 0) throw new CMSException("no signer");
    for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
      @SuppressWarnings("unchecked")
      Collection<X509CertificateHolder> found = signed.getCertificates().getMatches(signer.getSID());
      X509Certificate certificate =
          new JcaX509CertificateConverter().setProvider(BC).getCertificate(found.iterator().next());
      certificate.verify(certificate(anchor).getPublicKey(), BC);
      if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(BC).build(certificate)))
        throw new CMSException("the signature is wrong");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    signed.getContent().writeTo(content);
    return save(out, content.toByteArray());
  }

  // ---- envelopes

  private static final Map<String, ASN1ObjectIdentifier> CIPHERS =
      Map.ofEntries(
          Map.entry("aes-128-cbc", CMSAlgorithm.AES128_CBC),
          Map.entry("aes-192-cbc", CMSAlgorithm.AES192_CBC),
          Map.entry("aes-256-cbc", CMSAlgorithm.AES256_CBC),
          Map.entry("aes-128-gcm", CMSAlgorithm.AES128_GCM),
          Map.entry("aes-192-gcm", CMSAlgorithm.AES192_GCM),
          Map.entry("aes-256-gcm", CMSAlgorithm.AES256_GCM),
          Map.entry("3des-cbc", CMSAlgorithm.DES_EDE3_CBC),
          Map.entry("rc2-cbc", CMSAlgorithm.RC2_CBC));

  private static final Map<String, ASN1ObjectIdentifier> AGREEMENTS =
      Map.ofEntries(
          Map.entry("std-sha-1", CMSAlgorithm.ECDH_SHA1KDF),
          Map.entry("std-sha-224", CMSAlgorithm.ECDH_SHA224KDF),
          Map.entry("std-sha-256", CMSAlgorithm.ECDH_SHA256KDF),
          Map.entry("std-sha-384", CMSAlgorithm.ECDH_SHA384KDF),
          Map.entry("std-sha-512", CMSAlgorithm.ECDH_SHA512KDF),
          Map.entry("cofactor-sha-1", CMSAlgorithm.ECCDH_SHA1KDF),
          Map.entry("cofactor-sha-256", CMSAlgorithm.ECCDH_SHA256KDF),
          Map.entry("cofactor-sha-384", CMSAlgorithm.ECCDH_SHA384KDF),
          Map.entry("cofactor-sha-512", CMSAlgorithm.ECCDH_SHA512KDF));

  private static final Map<String, ASN1ObjectIdentifier> WRAPS =
      Map.of(
          "aes-128", CMSAlgorithm.AES128_WRAP,
          "aes-192", CMSAlgorithm.AES192_WRAP,
          "aes-256", CMSAlgorithm.AES256_WRAP,
          "3des", CMSAlgorithm.DES_EDE3_WRAP);

  /** "rsaes-pkcs1-v1_5", "rsaes-oaep/HASH/MGF-HASH/LABEL" or "ecdh/SCHEME/WRAP", as each recipient's key has it. */
  private static RecipientInfoGenerator recipient(
      X509Certificate certificate, String management, boolean byKeyIdentifier) throws Exception {
    String[] words = management.split("/", -1);
    String name = certificate.getPublicKey().getAlgorithm();
    if (!name.equals("RSA")) {
      ASN1ObjectIdentifier scheme = AGREEMENTS.get(words[1]);
      KeyPairGenerator fresh = KeyPairGenerator.getInstance(name.equals("EC") || name.equals("ECDSA") ? "EC" : name, BC);
      if (certificate.getPublicKey() instanceof java.security.interfaces.ECPublicKey)
        fresh.initialize(((java.security.interfaces.ECPublicKey) certificate.getPublicKey()).getParams());
      KeyPair pair = fresh.generateKeyPair();
      JceKeyAgreeRecipientInfoGenerator agreed =
          new JceKeyAgreeRecipientInfoGenerator(scheme, pair.getPrivate(), pair.getPublic(), WRAPS.get(words[2]));
      return (byKeyIdentifier
              ? agreed.addRecipient(keyIdentifier(certificate), certificate.getPublicKey())
              : agreed.addRecipient(certificate))
          .setProvider(BC);
    }
    if (byKeyIdentifier)
      return new JceKeyTransRecipientInfoGenerator(keyIdentifier(certificate), certificate.getPublicKey())
          .setProvider(BC);
    if (!words[0].equals("rsaes-oaep")) return new JceKeyTransRecipientInfoGenerator(certificate).setProvider(BC);
    PSource label =
        words[3].isEmpty()
            ? PSource.PSpecified.DEFAULT
            : new PSource.PSpecified(words[3].getBytes(StandardCharsets.UTF_8));
    OAEPParameterSpec oaep = new OAEPParameterSpec(words[1], "MGF1", new MGF1ParameterSpec(words[2]), label);
    AlgorithmIdentifier identifier =
        new JcaAlgorithmParametersConverter().getAlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, oaep);
    return new JceKeyTransRecipientInfoGenerator(certificate, identifier).setProvider(BC);
  }

  private static String encrypt(
      String cipher, String management, boolean byKeyIdentifier, String in, String out, String[] recipients)
      throws Exception {
    String[] words = cipher.split("/");
    JceCMSContentEncryptorBuilder builder =
        words.length > 1
            ? new JceCMSContentEncryptorBuilder(CIPHERS.get(words[0]), Integer.parseInt(words[1]))
            : new JceCMSContentEncryptorBuilder(CIPHERS.get(words[0]));
    OutputEncryptor encryptor = builder.setProvider(BC).build();
    boolean authenticated = words[0].endsWith("-gcm");
    CMSEnvelopedDataGenerator plain = new CMSEnvelopedDataGenerator();
    CMSAuthEnvelopedDataGenerator sealed = new CMSAuthEnvelopedDataGenerator();
    for (String file : recipients) {
      RecipientInfoGenerator recipient = recipient(certificate(file), management, byKeyIdentifier);
      plain.addRecipientInfoGenerator(recipient);
      sealed.addRecipientInfoGenerator(recipient);
    }
    CMSTypedData content = new CMSProcessableByteArray(octets(in));
    return save(
        out,
        authenticated
            ? sealed.generate(content, (OutputAEADEncryptor) encryptor).getEncoded()
            : plain.generate(content, encryptor).getEncoded());
  }

  private static String decrypt(String in, String certificateFile, String keyFile, String out) throws Exception {
    org.bouncycastle.asn1.cms.ContentInfo info = org.bouncycastle.asn1.cms.ContentInfo.getInstance(octets(in));
    RecipientInformationStore recipients =
        info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)
            ? new CMSAuthEnvelopedData(info).getRecipientInfos()
            : new CMSEnvelopedData(info).getRecipientInfos();
    PrivateKey key = key(keyFile);
    boolean rsa = key.getAlgorithm().equals("RSA");
    RecipientId id =
        rsa
            ? new JceKeyTransRecipientId(certificate(certificateFile))
            : new JceKeyAgreeRecipientId(certificate(certificateFile));
    RecipientInformation recipient = recipients.get(id);
    if (recipient == null) throw new CMSException("no recipient with this certificate");
    Recipient opener =
        rsa
            ? new JceKeyTransEnvelopedRecipient(key).setProvider(BC)
            : new JceKeyAgreeEnvelopedRecipient(key).setProvider(BC);
    return save(out, recipient.getContent(opener));
  }

  // ---- PKCS #12

  private static String writeKeyStore(
      String type, String provider, String password, String keyFile, String certificateFile, String anchor, String out)
      throws Exception {
    KeyStore store = KeyStore.getInstance(type, provider);
    store.load(null, null);
    java.security.cert.Certificate[] chain = {certificate(certificateFile), certificate(anchor)};
    store.setKeyEntry("interop", key(keyFile), password.toCharArray(), chain);
    try (OutputStream file = new FileOutputStream(out)) {
      store.store(file, password.toCharArray());
    }
    return "";
  }

  private static String readKeyStore(String provider, String password, String in) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12", provider);
    try (InputStream file = new FileInputStream(in)) {
      store.load(file, password.toCharArray());
    }
    for (String alias : Collections.list(store.aliases()))
      if (store.isKeyEntry(alias)) {
        PrivateKey key = (PrivateKey) store.getKey(alias, password.toCharArray());
        return Base64.getEncoder().encodeToString(key.getEncoded());
      }
    throw new KeyStoreException("no key entry");
  }
}
