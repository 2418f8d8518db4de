// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.settings.TokenExchange;
import io.velostream.schema.settings.TokenRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.JwtRetriever;
import org.apache.kafka.common.security.oauthbearer.JwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.internals.secured.OAuthBearerConfigurable;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens as the Kafka client is configured to, and reads the times of JWTs with Kafka's own
 * validator. A client's secret is exchanged by the registry client itself, which keeps what Kafka's
 * retriever drops: how long the token lasts. All else is left to Kafka's retriever.
 */
final class KafkaTokenSource implements BearerTokenSource, Closeable {

  private static final int UNAUTHORIZED = 401;
  private static final Pattern STATUS = Pattern.compile("response code:? (\\d{3})");
  private static final Pattern JSON_START = Pattern.compile("\\s*\\{");

  private final Retrieval retrieval;
  private final JwtValidator validator;
  private final Clock clock;

  KafkaTokenSource(Retrieval retrieval, JwtValidator validator, Clock clock) {
    this.retrieval = retrieval;
    this.validator = validator;
    this.clock = clock;
  }

  /**
   * A source configured as Kafka would configure it.
   *
   * @throws ConfigException when Kafka's classes refuse the configuration
   */
  static KafkaTokenSource open(
      Map<String, Object> sasl, List<AppConfigurationEntry> login, TokenExchange exchange) {
    Retrieval retrieval =
        ClientSecretRequest.isFor(sasl)
            ? exchanged(ClientSecretRequest.of(sasl, login.get(0).getOptions()), exchange)
            : new KafkaRetrieval(
                configured(
                    JwtRetriever.class,
                    SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS,
                    sasl,
                    login));
    try {
      JwtValidator validator =
          configured(
              JwtValidator.class, SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, sasl, login);
      return new KafkaTokenSource(retrieval, validator, Clock.systemUTC());
    } catch (RuntimeException e) {
      closeAfter(e, retrieval);
      throw e;
    }
  }

  private static Retrieval exchanged(TokenRequest request, TokenExchange exchange) {
    return () -> exchange.send(request);
  }

  private static <T extends OAuthBearerConfigurable> T configured(
      Class<T> kind, String key, Map<String, Object> sasl, List<AppConfigurationEntry> login) {
    Class<?> type = (Class<?>) Objects.requireNonNull(sasl.get(key), key);
    T made;
    try {
      made = kind.cast(type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | ClassCastException e) {
      ConfigException refused =
          new ConfigException(
              key,
              type.getName(),
              "must be a " + kind.getName() + " with a constructor without parameters");
      refused.initCause(e);
      throw refused;
    }
    try {
      made.configure(sasl, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM, login);
      return made;
    } catch (RuntimeException e) {
      closeAfter(e, made);
      throw e;
    }
  }

  @Override
  public BearerToken token() {
    try {
      BearerToken given = retrieval.retrieve();
      if (isOpaque(given.value())) {
        return given;
      }
      OAuthBearerToken token = validator.validate(given.value());
      return BearerToken.of(token.value(), life(token));
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /**
   * Whether a token is no JWT, which has three parts, the first of them JSON (RFC 7519): only its
   * issuer can read it.
   */
  private static boolean isOpaque(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return true;
    }
    try {
      String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      return !JSON_START.matcher(header).lookingAt();
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /**
   * How long the token lasts from now. Where this machine's clock and the issuer's disagree, the
   * time from issue to end is the better guess.
   */
  private Duration life(OAuthBearerToken token) {
    long left = token.lifetimeMs() - clock.millis();
    Long issued = token.startTimeMs();
    long whole = issued == null ? left : token.lifetimeMs() - issued;
    return Duration.ofMillis(Math.max(1, left > 0 && left <= whole ? left : whole));
  }

  /**
   * What went wrong, in words that cannot hold a token or a secret: Kafka quotes what the endpoint
   * answered, which may repeat what it was sent. Causes are printed by logs, and are left out too.
   */
  private static SchemaException failure(KafkaException e) {
    IOException onWire = onWire(e);
    String message =
        "cannot get a bearer token for the registry: "
            + (onWire == null
                ? "the answer of the token endpoint is no usable token ("
                    + e.getClass().getSimpleName()
                : "the token endpoint did not give one (" + onWire.getClass().getSimpleName())
            + ")"
            + status(onWire)
            + "; check the token endpoint, the client's id and its secret";
    return onWire != null && isFinal(e)
        ? new RegistryRejectedException(message, UNAUTHORIZED, UNAUTHORIZED, null)
        : new RegistryUnavailableException(message, 0, null);
  }

  /** The status of an HTTP answer, which is all that can be told of it. */
  private static String status(@Nullable IOException onWire) {
    Matcher status = STATUS.matcher(onWire == null ? "" : String.valueOf(onWire.getMessage()));
    return status.find() ? ", status " + status.group(1) : "";
  }

  /** The failure of the exchange with the endpoint; null when there was an answer to read. */
  private static @Nullable IOException onWire(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException found) {
        return found.getClass().getName().startsWith("java") ? found : null;
      }
    }
    return null;
  }

  /** Whether Kafka says that asking again does not help: the endpoint answered 400, 401 or such. */
  private static boolean isFinal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getSimpleName().equals("UnretryableException")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    try (validator) {
      retrieval.close();
    }
  }

  private static void closeAfter(RuntimeException failure, Closeable part) {
    try {
      part.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Where tokens come from; one of no known life where only its text is given. */
  @FunctionalInterface
  interface Retrieval extends Closeable {

    BearerToken retrieve();

    @Override
    default void close() throws IOException {}
  }

  /** Tokens from a retriever of Kafka's, or of the user's own. */
  private record KafkaRetrieval(JwtRetriever retriever) implements Retrieval {

    @Override
    public BearerToken retrieve() {
      return BearerToken.of(retriever.retrieve());
    }

    @Override
    public void close() throws IOException {
      retriever.close();
    }
  }
}
