// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import io.velostream.schema.testing.http.Credentials;
import io.velostream.schema.testing.http.HttpListener;
import io.velostream.schema.testing.model.CompatibilityChecker;
import io.velostream.schema.testing.model.RegistryVersion;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A builder of an {@link EmbeddedSchemaRegistry}. Not safe for use by many threads. */
public final class EmbeddedSchemaRegistryBuilder {

  final Map<String, CompatibilityChecker> checkers = new TreeMap<>();
  RegistryVersion registryVersion = RegistryVersion.CURRENT;
  Credentials credentials = Credentials.OPEN;
  Clock clock = Clock.systemUTC();
  HttpListener.Sockets sockets = ServerSocket::new;
  String origin = "http://127.0.0.1";
  int port;

  EmbeddedSchemaRegistryBuilder() {}

  /**
   * Requires HTTP Basic credentials. Replaces {@link #bearerToken}.
   *
   * @param user the user's name
   * @param password the password
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder basicAuth(String user, String password) {
    credentials = Credentials.basic(user, password);
    return this;
  }

  /**
   * Requires a bearer token. Replaces {@link #basicAuth}.
   *
   * @param token the token
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder bearerToken(String token) {
    credentials = Credentials.bearer(token);
    return this;
  }

  /**
   * Speaks HTTPS. The URL then names {@code localhost}, which the certificate must be for.
   *
   * @param context holds the server's key
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder tls(SSLContext context) {
    return tls(context, false);
  }

  /**
   * Speaks HTTPS. The URL then names {@code localhost}, which the certificate must be for.
   *
   * @param context holds the server's key, and the certificates that it trusts
   * @param needsClientCertificate whether clients must show a certificate
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder tls(SSLContext context, boolean needsClientCertificate) {
    origin = "https://localhost";
    sockets =
        () -> {
          ServerSocket socket = context.getServerSocketFactory().createServerSocket();
          ((SSLServerSocket) socket).setNeedClientAuth(needsClientCertificate);
          return socket;
        };
    return this;
  }

  /**
   * Chooses the generation of servers to emulate.
   *
   * @param value the version; {@link RegistryVersion#CURRENT} unless set
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder registryVersion(RegistryVersion value) {
    registryVersion = value;
    return this;
  }

  /**
   * Chooses the port.
   *
   * @param value the port; 0, unless set, for any free one
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder port(int value) {
    port = value;
    return this;
  }

  /**
   * Sets the compatibility checker of a schema type, and adds the type if it is unknown. Texts of
   * types other than AVRO and JSON are stored unchanged.
   *
   * @param schemaType the type, such as {@code JSON} or {@code PROTOBUF}
   * @param checker decides
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder compatibilityChecker(
      String schemaType, CompatibilityChecker checker) {
    checkers.put(schemaType, checker);
    return this;
  }

  /**
   * Chooses the clock that dates the requests.
   *
   * @param value the clock; the system's unless set
   * @return this builder
   */
  public EmbeddedSchemaRegistryBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /**
   * Starts the registry.
   *
   * @return the running registry
   * @throws java.io.UncheckedIOException if the port cannot be opened
   */
  public EmbeddedSchemaRegistry start() {
    return new EmbeddedSchemaRegistry(this);
  }
}
