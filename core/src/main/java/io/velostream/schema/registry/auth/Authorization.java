// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.http.RedactingTransport;
import io.velostream.schema.registry.http.Transport;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the credentials of one client to all its endpoints, with one source of tokens. */
public final class Authorization implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Authorization.class);

  /** Names of headers whose values are secret. */
  private static final Pattern SECRET_HEADER_NAME =
      Pattern.compile("authorization|cookie|key|password|secret|token", Pattern.CASE_INSENSITIVE);

  /** The minimum length of a secret part of a header; shorter ones match ordinary text. */
  private static final int MIN_PART_LENGTH = 4;

  private final Credentials credentials;
  private final List<String> secretHeaders;
  private final @Nullable BearerTokens tokens;

  private Authorization(RegistrySettings settings, @Nullable BearerTokens tokens) {
    this.credentials = settings.credentials();
    this.secretHeaders =
        settings.headers().entrySet().stream()
            .filter(header -> SECRET_HEADER_NAME.matcher(header.getKey()).find())
            .flatMap(header -> secretsIn(header.getValue().strip()))
            .filter(secret -> secret.length() >= MIN_PART_LENGTH)
            .distinct()
            .toList();
    this.tokens = tokens;
  }

  /**
   * Creates the authorization, and opens the source of tokens, if there is one. Logs a warning if
   * credentials are sent unencrypted.
   */
  public static Authorization open(RegistrySettings settings, DeadlineTimer timer) {
    warnOfPlainHttp(settings);
    BearerTokenSource source =
        settings.credentials() instanceof Credentials.Tokens open
            ? open.source().get()
            : settings.credentials() instanceof Credentials.Exchanged exchanged
                ? exchanged
                    .source()
                    .apply(new TokenEndpointClient(timer::nanoTime, settings.lookupTimeout()))
                : null;
    if (source == null) {
      return new Authorization(settings, null);
    }
    return new Authorization(
        settings,
        new BearerTokens(
            source,
            beforeLookupTimeout(settings.lookupTimeout()),
            timer,
            () -> ThreadLocalRandom.current().nextDouble()));
  }

  /**
   * A time-out for tokens that ends before that of the lookup, so that its caller gets the reason.
   */
  private static Duration beforeLookupTimeout(Duration timeout) {
    return timeout.minus(Deadline.safetyMargin(timeout).multipliedBy(2));
  }

  /** Wraps the transport of one endpoint, to add credentials to each request. */
  public Transport wrap(URI url, Transport http) {
    Transport next = secretHeaders.isEmpty() ? http : new RedactingTransport(secretHeaders, http);
    if (tokens != null) {
      return new AuthTransport(tokens, next);
    }
    if (credentials instanceof Credentials.Bearer bearer) {
      return AuthTransport.fixed("Bearer", bearer.token(), List.of(), next);
    }
    Credentials.Basic basic =
        credentials instanceof Credentials.PerUrl perUrl
            ? perUrl.byUrl().get(url)
            : credentials instanceof Credentials.Basic one ? one : null;
    return basic == null
        ? next
        : AuthTransport.fixed(
            "Basic",
            encoded(basic),
            List.of(basic.user() + ":" + basic.password(), basic.password()),
            next);
  }

  @Override
  public void close() {
    if (tokens != null) {
      tokens.close();
    }
  }

  /**
   * The secrets in a header: its value without a scheme such as {@code Bearer}, the values of its
   * parameters or cookies, and the user and password of Basic.
   */
  private static Stream<String> secretsIn(String header) {
    String value = header.substring(header.indexOf(' ') + 1).strip();
    Stream<String> parts =
        Arrays.stream(value.split("[;,\\s]+"))
            .flatMap(part -> Stream.of(part, part.substring(part.indexOf('=') + 1)));
    return header.regionMatches(true, 0, "Basic ", 0, "Basic ".length())
        ? Stream.concat(Stream.of(value), plain(value))
        : Stream.concat(Stream.of(value), parts);
  }

  private static Stream<String> plain(String basic) {
    try {
      String both = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      return Stream.of(both, both.substring(both.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private static String encoded(Credentials.Basic basic) {
    byte[] both = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(both);
  }

  private static void warnOfPlainHttp(RegistrySettings settings) {
    boolean hasSecret =
        !(settings.credentials() instanceof Credentials.None)
            || settings.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
    List<String> open =
        settings.urls().stream()
            .filter(url -> "http".equalsIgnoreCase(url.getScheme()))
            .map(URI::getHost)
            .filter(host -> !isLoopback(host))
            .toList();
    if (hasSecret && !open.isEmpty()) {
      LOG.warn(
          "Credentials for the schema registry are sent unencrypted to {}; use https",
          String.join(", ", open));
    }
  }

  /** By name only, since DNS resolution would block. */
  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.startsWith("127.")
        || name.equals("[::1]")
        || name.equals("[0:0:0:0:0:0:0:1]");
  }
}
