// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.settings.BearerToken;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.JwtRetriever;
import org.apache.kafka.common.security.oauthbearer.JwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.internals.secured.BasicOAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.internals.secured.UnretryableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lifetimes of tokens, failures of Kafka's classes, and what is closed. */
class KafkaTokenSourceTest {

  private static final long NOW = 1_000_000;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
  private static final String JWT = part("{\"alg\":\"none\"}") + "." + part("{}") + ".signature";

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static JwtValidator validating(long expiry, @Nullable Long issued) {
    return new JwtValidator() {
      @Override
      public OAuthBearerToken validate(String token) {
        return new BasicOAuthBearerToken(token, Set.of(), expiry, "me", issued);
      }
    };
  }

  private static BearerToken token(long expiry, @Nullable Long issued) {
    return new KafkaTokenSource(() -> BearerToken.of(JWT), validating(expiry, issued), CLOCK)
        .token();
  }

  @ParameterizedTest
  @CsvSource({
    // expiry from now, issued from now, expected life
    "60000, -40000, 60000",
    "60000, , 60000",
    "60000, 0, 60000",
    // the issuer's clock is ahead: more remains than the token was issued for
    "900000, 840000, 60000",
    // the issuer's clock is behind: the token seems to be over
    "-5000, -65000, 60000",
    "0, -60000, 60000",
    // tokens that are over by any clock
    "-5000, , 1",
    "-5000, 0, 1",
  })
  void takesTheLifeOfAJwtFromItsExpiryUnlessTheClocksDiffer(
      long expiry, @Nullable Long issued, long life) {
    BearerToken token = token(NOW + expiry, issued == null ? null : NOW + issued);

    assertThat(token.value()).isEqualTo(JWT);
    assertThat(token.life()).contains(Duration.ofMillis(life));
  }

  @ParameterizedTest
  @ValueSource(strings = {"opaque", "a.b", "e30.b.c.d", "!.b.c", "YWJj.b.c"})
  void keepsAnOpaqueTokenAsItWasGiven(String opaque) {
    BearerToken given = BearerToken.of(opaque, Duration.ofSeconds(7));
    JwtValidator none = validating(0, null);

    assertThat(new KafkaTokenSource(() -> given, none, CLOCK).token()).isSameAs(given);
  }

  private static @Nullable Throwable failure(KafkaException e) {
    KafkaTokenSource.Retrieval failing =
        () -> {
          throw e;
        };
    return catchThrowable(() -> new KafkaTokenSource(failing, validating(0, null), CLOCK).token());
  }

  @Test
  void rejectsWhereKafkaSaysThatARetryDoesNotHelp() {
    IOException answer = new IOException("The server returned response code 401: s3cret");

    assertThat(
            failure(new KafkaException(new ExecutionException(new UnretryableException(answer)))))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("the token endpoint did not give one (IOException), status 401;")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void isUnavailableWhereARetryMayHelp() {
    assertThat(failure(new KafkaException("s3cret", new ConnectException("refused s3cret"))))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("the token endpoint did not give one (ConnectException);")
        .hasMessageNotContaining("status")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void saysThatTheAnswerIsNoTokenWhereThereWasAnAnswer() {
    assertThat(failure(new UnretryableException(new IllegalArgumentException("code 401: s3cret"))))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("is no usable token (UnretryableException);")
        .hasMessageNotContaining("s3cret");
    assertThat(failure(new KafkaException(new MalformedAnswer())))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("is no usable token (KafkaException);");
  }

  /** As parsers of JSON throw, which is no failure of the exchange. */
  private static final class MalformedAnswer extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static KafkaTokenSource open(Class<?> retriever, Class<?> validator) {
    Map<String, Object> sasl = new HashMap<>();
    sasl.put(SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS, retriever);
    sasl.put(SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, validator);
    AppConfigurationEntry login =
        new AppConfigurationEntry(
            OAuthBearerLoginModule.class.getName(),
            AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
            Map.of());
    return KafkaTokenSource.open(
        sasl,
        List.of(login),
        request -> {
          throw new AssertionError("custom retrievers send their own requests");
        });
  }

  @BeforeEach
  void forget() {
    Given.configured = "";
    Given.closed = 0;
    Wide.closed = 0;
  }

  @Test
  void configuresCustomClassesAsKafkaDoesAndClosesThem() throws IOException {
    try (KafkaTokenSource source = open(Given.class, Wide.class)) {
      assertThat(Given.configured).isEqualTo("OAUTHBEARER");
      assertThat(source.token()).isEqualTo(BearerToken.of("given"));
      assertThat(Given.closed + Wide.closed).isZero();
    }

    assertThat(Given.closed).isEqualTo(1);
    assertThat(Wide.closed).isEqualTo(1);
  }

  @Test
  void closesWhatItHasMadeWhereTheRestIsRefused() {
    assertThatThrownBy(() -> open(Given.class, Refused.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("not like this")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("cannot close"));
    assertThat(Given.closed).isEqualTo(1);
  }

  @Test
  void namesTheKeyOfAClassOfAnotherKind() {
    assertThatThrownBy(() -> open(Given.class, Given.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS)
        .hasMessageContaining(Given.class.getName())
        .hasCauseInstanceOf(ClassCastException.class);
    assertThat(Given.closed).isEqualTo(1);
  }

  /** A retriever of a user. */
  public static final class Given implements JwtRetriever {

    static String configured = "";
    static int closed;

    @Override
    public void configure(
        Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> login) {
      configured = mechanism;
    }

    @Override
    public String retrieve() {
      return "given";
    }

    @Override
    public void close() {
      closed++;
    }
  }

  /** A validator of a user. */
  public static final class Wide implements JwtValidator {

    static int closed;

    @Override
    public OAuthBearerToken validate(String token) {
      return validating(NOW, NOW).validate(token);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  /** A validator that takes no configuration, and that does not close either. */
  public static final class Refused implements JwtValidator {

    @Override
    public void configure(
        Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> login) {
      throw new ConfigException("not like this");
    }

    @Override
    public OAuthBearerToken validate(String token) {
      throw new AssertionError("never configured");
    }

    @Override
    public void close() throws IOException {
      throw new IOException("cannot close");
    }
  }
}
