// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryUrlsTest {

  @Test
  void keepsOrderAndPathAndDropsTrailingSlashes() {
    assertThat(RegistryUrls.parse(List.of("http://one:8081/", " https://two/apis/v7// ", "")))
        .containsExactly(URI.create("http://one:8081"), URI.create("https://two/apis/v7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one:8081", "ftp://one", "http://", "http:// one", "/path"})
  void refusesWhatIsNoHttpAddress(String url) {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of(url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageContaining(url.trim());
  }

  @Test
  void refusesToGoWithoutAUrl() {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url is missing");
  }

  @Test
  void neverShowsCredentials() {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of("http://me:s3cret@one:8081")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void letsAMockStandAloneOnly() {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of("mock://tests", "http://one")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mock://");
  }
}
