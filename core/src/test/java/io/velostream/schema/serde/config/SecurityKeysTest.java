// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.serde.file.KeyNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/** Keys of credentials and TLS, under their long names and their short ones. */
class SecurityKeysTest {

  private static final String LONG_SOURCE = "schema.registry.basic.auth.credentials.source";
  private static final String SOURCE = "basic.auth.credentials.source";
  private static final String LONG_USER = "schema.registry.basic.auth.user.info";
  private static final String USER = "basic.auth.user.info";

  private static Map<String, Object> shortNames(Map<String, ?> configs) {
    ConfigDef keys =
        new ConfigDef()
            .define(USER, ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.LOW, "")
            .define(SOURCE, ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "");
    return SecurityKeys.withShortNames(configs, keys);
  }

  @Test
  void putsLongNamesUnderTheirShortOnes() {
    assertThat(shortNames(Map.of(LONG_USER, "me:secret", "other", 1)))
        .containsOnly(Map.entry(USER, "me:secret"), Map.entry("other", 1));
  }

  @Test
  void leavesAloneWhatHasNoShortName() {
    assertThat(shortNames(Map.of("schema.registry.url", "http://x", USER, "a:b")))
        .containsOnly(Map.entry("schema.registry.url", "http://x"), Map.entry(USER, "a:b"));
  }

  @Test
  void takesEqualValuesUnderBothNamesEvenWhereOneIsAPassword() {
    assertThat(shortNames(Map.of(LONG_USER, new Password("a:b"), USER, "a:b"))).containsKey(USER);
  }

  @Test
  void refusesDifferentValuesUnderBothNames() {
    assertThatThrownBy(() -> shortNames(Map.of(LONG_SOURCE, "URL", SOURCE, "USER_INFO")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(LONG_SOURCE)
        .hasMessageContaining(" and " + SOURCE);
  }

  @Test
  void knowsTheShortNamesOfCredentialsAndOfTheProxy() {
    assertThat(KeyNames.shortNameOrSame(LONG_USER)).isEqualTo(USER);
    assertThat(KeyNames.shortNameOrSame("schema.registry.bearer.auth.token"))
        .isEqualTo("bearer.auth.token");
    assertThat(KeyNames.shortNameOrSame("schema.registry.proxy.host")).isEqualTo("proxy.host");
    assertThat(KeyNames.shortNameOrSame("schema.registry.proxy.port")).isEqualTo("proxy.port");
    assertThat(KeyNames.shortNameOrSame("schema.registry.url")).isEqualTo("schema.registry.url");
    assertThat(KeyNames.shortNameOrSame(USER)).isEqualTo(USER);
  }

  @Test
  void tellsOurKeysOfTlsFromKafkas() {
    assertThat(SecurityKeys.isTls("schema.registry.ssl.truststore.location")).isTrue();
    assertThat(SecurityKeys.isTls("ssl.truststore.location")).isFalse();
    assertThat(SecurityKeys.isTls("schema.registry.url")).isFalse();
  }

  @Test
  void takesOnlyKnownSourcesOfCredentials() {
    Map<String, Object> url = Map.of("schema.registry.url", "http://localhost:1");
    for (String source : new String[] {"URL", "USER_INFO", "SASL_INHERIT", "", " "}) {
      assertThatCode(() -> configured(url, SOURCE, source)).as(source).doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> configured(url, SOURCE, "NOWHERE"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(SOURCE)
        .hasMessageContaining("NOWHERE")
        .hasMessageContaining("must be one of [URL, USER_INFO, SASL_INHERIT]");
  }

  private static void configured(Map<String, Object> url, String key, String value) {
    Map<String, Object> configs = new HashMap<>(url);
    configs.put(key, value);
    var unused = SerdeConfig.forSerializer(configs, false, new ConfigDef());
  }
}
