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
 * Gets tokens by the configuration of the Kafka client, and reads the lifetime of JWTs with Kafka's
 * validator. Requests with a client secret are sent by the registry client itself, which keeps the
 * lifetime that Kafka's retriever drops. All others use Kafka's retriever.
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
            ? exchangeRetrieval(ClientSecretRequest.of(sasl, login.get(0).getOptions()), exchange)
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

  private static Retrieval exchangeRetrieval(TokenRequest request, TokenExchange exchange) {
    return () -> exchange.send(request);
  }

  private static <T extends OAuthBearerConfigurable> T configured(
      Class<T> kind, String key, Map<String, Object> sasl, List<AppConfigurationEntry> login) {
    Class<?> type = (Class<?>) Objects.requireNonNull(sasl.get(key), key);
    T instance;
    try {
      instance = kind.cast(type.getDeclaredConstructor().newInstance());
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
      instance.configure(sasl, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM, login);
      return instance;
    } catch (RuntimeException e) {
      closeAfter(e, instance);
      throw e;
    }
  }

  @Override
  public BearerToken token() {
    try {
      BearerToken retrieved = retrieval.retrieve();
      if (isOpaque(retrieved.value())) {
        return retrieved;
      }
      OAuthBearerToken token = validator.validate(retrieved.value());
      return BearerToken.of(token.value(), lifetime(token));
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /**
   * Whether a token is opaque, and not a JWT, which has three parts, the first of them JSON (RFC
   * 7519).
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
   * The remaining lifetime of a token. If the clocks of this machine and the issuer differ, the
   * time from issue to expiry is the better estimate.
   */
  private Duration lifetime(OAuthBearerToken token) {
    long remaining = token.lifetimeMs() - clock.millis();
    Long issued = token.startTimeMs();
    long fromIssue = issued == null ? remaining : token.lifetimeMs() - issued;
    return Duration.ofMillis(
        Math.max(1, remaining > 0 && remaining <= fromIssue ? remaining : fromIssue));
  }

  /**
   * Converts a failure to an exception without tokens or secrets. Kafka's messages quote the
   * response, which may repeat the request. Causes are omitted too, because logs print them.
   */
  private static SchemaException failure(KafkaException e) {
    IOException ioFailure = ioFailure(e);
    String message =
        "cannot get a bearer token for the registry: "
            + (ioFailure == null
                ? "the answer of the token endpoint is no usable token ("
                    + e.getClass().getSimpleName()
                : "the token endpoint did not give one (" + ioFailure.getClass().getSimpleName())
            + ")"
            + status(ioFailure)
            + "; check the token endpoint, the client's id and its secret";
    return ioFailure != null && isFinal(e)
        ? new RegistryRejectedException(message, UNAUTHORIZED, UNAUTHORIZED, null)
        : new RegistryUnavailableException(message, 0, null);
  }

  /** The status of an HTTP response; its text may hold secrets. */
  private static String status(@Nullable IOException ioFailure) {
    Matcher status =
        STATUS.matcher(ioFailure == null ? "" : String.valueOf(ioFailure.getMessage()));
    return status.find() ? ", status " + status.group(1) : "";
  }

  /** The I/O failure of the exchange; null if there was a response. */
  private static @Nullable IOException ioFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException found) {
        return found.getClass().getName().startsWith("java") ? found : null;
      }
    }
    return null;
  }

  /** Whether Kafka reports that a retry does not help, as for status 400 or 401. */
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

  /** Retrieves tokens; their lifetime may be unknown. */
  @FunctionalInterface
  interface Retrieval extends Closeable {

    BearerToken retrieve();

    @Override
    default void close() throws IOException {}
  }

  /** Tokens from Kafka's or a custom retriever. */
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
