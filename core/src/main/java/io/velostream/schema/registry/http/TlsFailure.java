// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.ErrorMessages;
import java.net.ProtocolException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Describes permanent TLS failures. */
public final class TlsFailure {

  public static final String ADVICE =
      "a retry does not help until a certificate or setting changes";

  /**
   * The advice for a connection that the server closed without an alert, which may be transient.
   */
  static final String ADVICE_ON_CLOSED =
      "check that the registry speaks TLS at this port (see schema.registry.url) and whether it"
          + " asks for a client certificate (see schema.registry.ssl.keystore.location)";

  private static final String ALERT = "Received fatal alert: ";

  /** The first bytes of an alert record, in any TLS version (RFC 8446, section 5.1). */
  private static final String ALERT_RECORD = "\u0015\u0003";

  private TlsFailure() {}

  /** Describes a failure; null if it is not a TLS failure, or transient. */
  public static @Nullable String describe(Throwable failure) {
    ProtocolException noHttp = find(failure, ProtocolException.class);
    if (noHttp != null && String.valueOf(noHttp.getMessage()).contains(ALERT_RECORD)) {
      return "it speaks TLS at this port; is it an https:// URL? See schema.registry.url";
    }
    if (find(failure, SSLException.class) == null) {
      return null;
    }
    String certificate = certificate(failure);
    if (certificate != null) {
      return certificate;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof SSLException
          && (message.contains("Unsupported or unrecognized SSL")
              || message.contains("Unrecognized SSL message"))) {
        return "it does not speak TLS at this port; is it an http:// URL? See schema.registry.url";
      }
      int alert = message.indexOf(ALERT);
      if (cause instanceof SSLException && alert >= 0) {
        return alert(message.substring(alert + ALERT.length()));
      }
      if (cause instanceof SSLException && message.contains("No appropriate protocol")) {
        return "no TLS version or cipher suite is allowed here; see schema.registry.ssl.*";
      }
    }
    return null;
  }

  private static @Nullable String certificate(Throwable failure) {
    CertificateException certificate = find(failure, CertificateException.class);
    CertificateExpiredException expired = find(failure, CertificateExpiredException.class);
    if (expired != null) {
      return "a certificate of the registry has expired: "
          + messageOf(expired)
          + "; renew it at the registry";
    }
    CertificateNotYetValidException early = find(failure, CertificateNotYetValidException.class);
    if (early != null) {
      return "a certificate of the registry is not valid yet: " + messageOf(early);
    }
    if (find(failure, CertPathBuilderException.class) != null
        || find(failure, CertPathValidatorException.class) != null) {
      return "the certificate of the registry is not trusted here: its issuer is not in the trust"
          + " store; set schema.registry.ssl.truststore.location";
    }
    if (certificate == null) {
      return null;
    }
    String message = messageOf(certificate);
    return message.contains("subject alternative") || message.contains("No name matching")
        ? "the certificate of the registry is for another host: "
            + message
            + "; see schema.registry.url"
        : "the certificate of the registry is not accepted: " + message;
  }

  /** Describes an alert of the registry during the handshake (RFC 8446, section 6.2). */
  private static @Nullable String alert(String alert) {
    String name = alert.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "bad_certificate",
          "certificate_required",
          "certificate_unknown",
          "certificate_expired",
          "certificate_revoked",
          "unsupported_certificate",
          "unknown_ca",
          "access_denied" ->
          "it refused this client's certificate, or there was none (alert "
              + name
              + "); see schema.registry.ssl.keystore.location";
      case "handshake_failure", "insufficient_security", "protocol_version" ->
          "it refused the TLS handshake (alert "
              + name
              + "): no common version or cipher suite, or it asks for a client certificate; see"
              + " schema.registry.ssl.*";
      case "unrecognized_name" -> "it does not know this host name (alert unrecognized_name)";
      default -> null;
    };
  }

  private static String messageOf(Throwable failure) {
    return ErrorMessages.bounded(String.valueOf(failure.getMessage()));
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
