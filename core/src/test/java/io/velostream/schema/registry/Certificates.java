// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that lives as long as a test. It writes X.509 v3 certificates (RFC 5280)
 * with keys on the curve P-256 itself, since the JDK has no public means to.
 */
public final class Certificates {

  public static final String PASSWORD = "st0re-s3cret";

  private static final AtomicInteger SERIAL = new AtomicInteger(1);
  private static final byte[] ECDSA_WITH_SHA256 =
      sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2));
  private static final Duration DAY = Duration.ofDays(1);

  private final KeyPair keys = keyPair();
  private final byte[] name = name("Test authority " + SERIAL.incrementAndGet());
  private final X509Certificate certificate =
      certificate(name, keys, Instant.now().minus(DAY), Instant.now().plus(DAY), authority());

  /** A key with a certificate for a host of this name, good now. */
  public Identity forHost(String host) {
    return issue(host, Instant.now().minus(DAY), Instant.now().plus(DAY));
  }

  /** A key with a certificate for a host of this name, over since an hour. */
  public Identity expired(String host) {
    return issue(host, Instant.now().minus(DAY), Instant.now().minus(Duration.ofHours(1)));
  }

  /** A store of the authority's certificate alone. */
  public KeyStore trustStore() {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("authority", certificate);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The authority's certificate as PEM. */
  public String pem() {
    return pem("CERTIFICATE", encoded(certificate));
  }

  /** A context for a server of this identity that trusts this authority. */
  public SSLContext context(Identity identity) {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(identity.store(), PASSWORD.toCharArray());
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(trustStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a store to a file. */
  public static Path write(KeyStore store, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Identity issue(String host, Instant from, Instant to) {
    KeyPair own = keyPair();
    byte[] dns = tlv(0x82, host.getBytes(StandardCharsets.US_ASCII));
    byte[] alternativeName = extension(false, sequence(dns), 0x55, 0x1D, 17);
    return new Identity(
        own.getPrivate(), certificate(name(host), own, from, to, alternativeName), certificate);
  }

  private X509Certificate certificate(
      byte[] subject, KeyPair own, Instant from, Instant to, byte[] extension) {
    byte[] toSign =
        sequence(
            tlv(0xA0, tlv(0x02, new byte[] {2})),
            tlv(0x02, BigInteger.valueOf(SERIAL.incrementAndGet()).toByteArray()),
            ECDSA_WITH_SHA256,
            name,
            sequence(time(from), time(to)),
            subject,
            own.getPublic().getEncoded(),
            tlv(0xA3, sequence(extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toSign);
      byte[] whole =
          sequence(toSign, ECDSA_WITH_SHA256, tlv(0x03, join(new byte[1], signature.sign())));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] authority() {
    return extension(true, sequence(tlv(0x01, new byte[] {-1})), 0x55, 0x1D, 19);
  }

  private static byte[] extension(boolean isCritical, byte[] value, int... oid) {
    byte[] critical = isCritical ? tlv(0x01, new byte[] {-1}) : new byte[0];
    return sequence(oid(oid), critical, tlv(0x04, value));
  }

  private static byte[] name(String commonName) {
    return sequence(
        tlv(
            0x31,
            sequence(oid(0x55, 4, 3), tlv(0x0C, commonName.getBytes(StandardCharsets.UTF_8)))));
  }

  private static byte[] time(Instant instant) {
    String text =
        DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(instant);
    return tlv(0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] oid(int... octets) {
    byte[] value = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      value[i] = (byte) octets[i];
    }
    return tlv(0x06, value);
  }

  private static byte[] sequence(byte[]... parts) {
    return tlv(0x30, join(parts));
  }

  /** Tag, length and value, as DER has them. */
  private static byte[] tlv(int tag, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.length < 0x80) {
      out.write(value.length);
    } else {
      byte[] length = BigInteger.valueOf(value.length).toByteArray();
      int start = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - start));
      out.write(length, start, length.length - start);
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore emptyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  /** A key with its certificate and the one of the authority that issued it. */
  public record Identity(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {

    /** Both in a store. */
    public KeyStore store() {
      try {
        KeyStore store = emptyStore();
        Certificate[] chain = {certificate, issuer};
        store.setKeyEntry("own", key, PASSWORD.toCharArray(), chain);
        return store;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The key as PEM. */
    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The certificate as PEM. */
    public String certificatePem() {
      return pem("CERTIFICATE", encoded(certificate));
    }
  }
}
