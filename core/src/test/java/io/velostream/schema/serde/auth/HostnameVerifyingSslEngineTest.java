// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.registry.Certificates;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes in memory, and that settings reach the engine that is wrapped. */
class HostnameVerifyingSslEngineTest {

  private static final Certificates AUTHORITY = new Certificates();
  private static final SSLContext CONTEXT = AUTHORITY.context(AUTHORITY.forHost("localhost"));
  private static final String PROTOCOL = "TLSv1.2";

  private static SSLEngine client(String host, String identification) {
    SSLEngine client =
        new HostnameVerifyingSslEngine(CONTEXT.createSSLEngine(host, 443), identification);
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {PROTOCOL});
    return client;
  }

  private static SSLEngine server() {
    SSLEngine server = new HostnameVerifyingSslEngine(CONTEXT.createSSLEngine(), "");
    server.setUseClientMode(false);
    return server;
  }

  /** What the JDK's client does: parameters with its own choice of an algorithm. */
  private static void useLikeTheJdk(SSLEngine client, String algorithm, String... protocols) {
    SSLParameters parameters = client.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(algorithm);
    parameters.setApplicationProtocols(protocols);
    client.setSSLParameters(parameters);
  }

  private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
    client.beginHandshake();
    server.beginHandshake();
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    for (int step = 0; step < 100 && (isShaking(client) || isShaking(server)); step++) {
      advance(client, toClient, toServer);
      advance(server, toServer, toClient);
    }
    assertThat(isShaking(client) || isShaking(server)).as("still shaking hands").isFalse();
  }

  private static boolean isShaking(SSLEngine engine) {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void advance(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
      case NEED_UNWRAP -> {
        in.flip();
        engine.unwrap(in, ByteBuffer.allocate(1 << 16));
        in.compact();
      }
      default -> {}
    }
  }

  @Test
  void verifiesTheHostWhateverItsUserAsksFor() {
    SSLEngine client = client("elsewhere", "HTTPS");
    useLikeTheJdk(client, "");

    assertThat(client.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThatThrownBy(() -> shakeHands(client, server()))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("elsewhere");
  }

  @Test
  void takesAnyHostWhereToldNotToLook() throws SSLException {
    SSLEngine client = client("elsewhere", "");
    useLikeTheJdk(client, "HTTPS");

    shakeHands(client, server());
    assertThat(client.getSession().getPeerHost()).isEqualTo("elsewhere");
    assertThat(client.getSession().getProtocol()).isEqualTo(PROTOCOL);
  }

  @Test
  void letsTheServersSelectorChooseTheApplicationProtocol() throws SSLException {
    SSLEngine client = client("localhost", "HTTPS");
    useLikeTheJdk(client, "HTTPS", "h2", "http/1.1");
    SSLEngine server = server();
    String[] seen = new String[1];
    server.setHandshakeApplicationProtocolSelector(
        (engine, offered) -> {
          seen[0] = String.valueOf(offered);
          return "http/1.1";
        });
    assertThat(server.getHandshakeApplicationProtocolSelector()).isNotNull();

    shakeHands(client, server);

    assertThat(seen[0]).isEqualTo(List.of("h2", "http/1.1").toString());
    assertThat(client.getApplicationProtocol()).isEqualTo("http/1.1");
    assertThat(server.getApplicationProtocol()).isEqualTo("http/1.1");
  }

  @Test
  void knowsTheApplicationProtocolDuringTheHandshake() throws SSLException {
    SSLEngine client = client("localhost", "HTTPS");
    useLikeTheJdk(client, "HTTPS", "h2");
    SSLEngine server = server();
    server.setHandshakeApplicationProtocolSelector((engine, offered) -> "h2");
    client.beginHandshake();
    ByteBuffer hello = ByteBuffer.allocate(1 << 16);
    client.wrap(ByteBuffer.allocate(0), hello);
    server.unwrap(hello.flip(), ByteBuffer.allocate(1 << 16));
    server.getDelegatedTask().run();

    assertThat(server.getHandshakeApplicationProtocol()).isEqualTo("h2");
    assertThat(server.getHandshakeSession()).isNotNull();
  }

  @Test
  void carriesDataAndCloses() throws SSLException {
    SSLEngine client = client("localhost", "HTTPS");
    SSLEngine server = server();
    shakeHands(client, server);
    ByteBuffer sealed = ByteBuffer.allocate(1 << 16);
    client.wrap(ByteBuffer.wrap("hello".getBytes(UTF_8)), sealed);
    ByteBuffer plain = ByteBuffer.allocate(1 << 16);
    server.unwrap(sealed.flip(), plain);
    assertThat(UTF_8.decode(plain.flip()).toString()).isEqualTo("hello");
    assertThat(client.isOutboundDone() || server.isInboundDone()).isFalse();

    client.closeOutbound();
    client.wrap(ByteBuffer.allocate(0), sealed.clear());
    assertThat(client.isOutboundDone()).isTrue();
    server.unwrap(sealed.flip(), plain.clear());
    assertThat(server.isInboundDone()).isTrue();
  }

  @Test
  void reportsAConnectionThatWasCutOff() throws SSLException {
    SSLEngine client = client("localhost", "HTTPS");
    shakeHands(client, server());

    assertThatThrownBy(client::closeInbound)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("close_notify");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asksTheClientForACertificateAsTold(boolean isNeeded) throws SSLException {
    Certificates strangers = new Certificates();
    SSLEngine client =
        new HostnameVerifyingSslEngine(
            AUTHORITY.context(strangers.forHost("localhost")).createSSLEngine("localhost", 443),
            "HTTPS");
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {PROTOCOL});
    SSLEngine server = server();
    server.setNeedClientAuth(isNeeded);

    assertThat(server.getNeedClientAuth()).isEqualTo(isNeeded);
    if (isNeeded) {
      assertThatThrownBy(() -> shakeHands(client, server)).isInstanceOf(SSLException.class);
    } else {
      shakeHands(client, server);
    }
  }

  @Test
  void passesSettingsOn() {
    SSLEngine wrapped = CONTEXT.createSSLEngine("localhost", 443);
    SSLEngine engine = new HostnameVerifyingSslEngine(wrapped, "HTTPS");
    String suite = wrapped.getSupportedCipherSuites()[1];

    engine.setEnabledCipherSuites(new String[] {suite});
    engine.setEnabledProtocols(new String[] {PROTOCOL});
    assertThat(wrapped.getEnabledCipherSuites()).containsExactly(suite);
    assertThat(engine.getEnabledCipherSuites()).containsExactly(suite);
    assertThat(wrapped.getEnabledProtocols()).containsExactly(PROTOCOL);
    assertThat(engine.getEnabledProtocols()).containsExactly(PROTOCOL);
    assertThat(engine.getSupportedProtocols()).contains(PROTOCOL);
    assertThat(engine.getSupportedCipherSuites()).contains(suite);
    for (boolean value : new boolean[] {true, false}) {
      engine.setUseClientMode(value);
      assertThat(List.of(wrapped.getUseClientMode(), engine.getUseClientMode()))
          .containsOnly(value);
      engine.setWantClientAuth(value);
      assertThat(List.of(wrapped.getWantClientAuth(), engine.getWantClientAuth()))
          .containsOnly(value);
      engine.setEnableSessionCreation(value);
      assertThat(List.of(wrapped.getEnableSessionCreation(), engine.getEnableSessionCreation()))
          .containsOnly(value);
    }
    assertThat(engine.getPeerHost()).isEqualTo("localhost");
    assertThat(engine.getPeerPort()).isEqualTo(443);
  }
}
