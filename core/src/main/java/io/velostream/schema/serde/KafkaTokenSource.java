// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** Gets tokens with Kafka's own retriever, and reads their times with Kafka's own validator. */
final class KafkaTokenSource implements BearerTokenSource, Closeable {

  private static final int UNAUTHORIZED = 401;

  private final JwtRetriever retriever;
  private final JwtValidator validator;
  private final Clock clock;

  KafkaTokenSource(JwtRetriever retriever, JwtValidator validator, Clock clock) {
    this.retriever = retriever;
    this.validator = validator;
    this.clock = clock;
  }

  /**
   * A source configured as Kafka would configure it.
   *
   * @throws ConfigException when Kafka's classes refuse the configuration
   */
  static KafkaTokenSource open(Map<String, Object> sasl, List<AppConfigurationEntry> login) {
    JwtRetriever retriever =
        configured(
            JwtRetriever.class, SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS, sasl, login);
    try {
      JwtValidator validator =
          configured(
              JwtValidator.class, SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, sasl, login);
      return new KafkaTokenSource(retriever, validator, Clock.systemUTC());
    } catch (RuntimeException e) {
      closeAfter(e, retriever);
      throw e;
    }
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
      String text = retriever.retrieve();
      if (isOpaque(text)) {
        return BearerToken.of(text);
      }
      OAuthBearerToken token = validator.validate(text);
      return BearerToken.of(token.value(), life(token));
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /**
   * Whether a token is no JWT, which has three parts (RFC 7519): only its issuer can read it, and
   * how long it lasts is not known here. It is asked for again from time to time, and when the
   * registry refuses it.
   */
  private static boolean isOpaque(String token) {
    return token.chars().filter(character -> character == '.').count() != 2;
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
   * What went wrong, in words that cannot hold a token: Kafka quotes the endpoint's answer when it
   * finds none in it.
   */
  private static SchemaException failure(KafkaException e) {
    IOException onWire = onWire(e);
    String advice = "; check the token endpoint, the client's id and its secret";
    if (onWire == null) {
      return new RegistryUnavailableException(
          "cannot get a bearer token for the registry: the answer of the token endpoint is no"
              + " usable token ("
              + e.getClass().getSimpleName()
              + ")"
              + advice,
          0,
          null);
    }
    String message =
        "cannot get a bearer token for the registry: "
            + onWire.getClass().getSimpleName()
            + ": "
            + onWire.getMessage()
            + advice;
    return isFinal(e)
        ? new RegistryRejectedException(message, UNAUTHORIZED, UNAUTHORIZED, e)
        : new RegistryUnavailableException(message, 0, e);
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
      retriever.close();
    }
  }

  private static void closeAfter(RuntimeException failure, Closeable part) {
    try {
      part.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
