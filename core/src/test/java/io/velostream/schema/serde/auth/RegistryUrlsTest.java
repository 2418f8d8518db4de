// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.serde.Throwables;
import io.velostream.schema.settings.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryUrlsTest {

  @Test
  void keepsOrderAndPathAndDropsTrailingSlashes() {
    assertThat(
            RegistryUrls.parse(List.of("http://one:8081/", " https://two/apis/v7// ", "")).urls())
        .containsExactly(URI.create("http://one:8081"), URI.create("https://two/apis/v7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one:8081",
        "ftp://one",
        "http://",
        "http:// one",
        "/path",
        "//",
        "http://one:0",
        "https://one:65536/a"
      })
  void refusesWhatIsNoHttpAddress(String url) {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of(url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageContaining(url.trim());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://one:1", "https://one:65535"})
  void takesEveryPort(String url) {
    RegistryUrls urls = RegistryUrls.parse(List.of(url));

    assertThat(urls.urls()).containsExactly(URI.create(url));
    assertThat(urls).hasToString("[" + url + "]");
  }

  @Test
  void refusesToGoWithoutAUrl() {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url is missing");
  }

  @Test
  void takesCredentialsOutOfTheUrls() {
    RegistryUrls urls =
        RegistryUrls.parse(List.of("http://me:s3cret%40x@one:8081/a/", "https://two"));

    assertThat(urls.urls())
        .containsExactly(URI.create("http://one:8081/a"), URI.create("https://two"));
    assertThat(urls.users())
        .isEqualTo(
            Map.of(URI.create("http://one:8081/a"), new Credentials.Basic("me", "s3cret@x")));
    assertThat(urls.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://s3cret@one:8081",
        "http://me:s3cret@",
        "http://me:s3cret@one two",
        "me:s3cret@one",
        "http://me:s3cret%zz@one",
        "http://me:s3cret/@one:x/"
      })
  void neverShowsCredentials(String url) {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of(url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .satisfies(e -> assertThat(Throwables.textOf(e)).doesNotContain("s3cret"));
  }

  @Test
  void letsAMockStandAloneOnly() {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of("mock://tests", "http://one")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mock://");
  }

  @Test
  void refusesAUserWithAColon() {
    assertThatThrownBy(() -> RegistryUrls.parse(List.of("http://me%3Aalso:s3cret@one")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("colon")
        .satisfies(e -> assertThat(Throwables.textOf(e)).doesNotContain("s3cret", "also"));
  }

  @Test
  void takesSchemesInUpperCase() {
    assertThat(RegistryUrls.parse(List.of("HTTP://me:s3cret@one:8081/a/", "HTTPS://two")).urls())
        .containsExactly(URI.create("http://one:8081/a"), URI.create("https://two"));
  }
}
