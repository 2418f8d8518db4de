// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Reads {@code schema.registry.url}. */
final class RegistryUrls {

  private static final String MOCK = "mock://";
  private static final String MOCKS = "io.velostream.schema.testing.MockSchemaRegistries";

  private RegistryUrls() {}

  /**
   * The URLs, without trailing slashes.
   *
   * @throws ConfigException when there is none, or one cannot be used; never showing credentials
   */
  static List<URI> parse(List<String> texts) {
    List<URI> urls = new ArrayList<>();
    for (String text : texts) {
      if (!text.isBlank()) {
        urls.add(text.trim().startsWith(MOCK) ? mock(text.trim()) : parse(text.trim()));
      }
    }
    if (urls.isEmpty()) {
      throw new ConfigException(
          SerdeKeys.URL + " is missing; set it to the registry's address, as in http://host:8081");
    }
    if (urls.size() > 1 && texts.stream().anyMatch(text -> text.trim().startsWith(MOCK))) {
      throw new ConfigException(
          SerdeKeys.URL, texts.size() + " URLs", "a mock:// URL must stand alone");
    }
    return List.copyOf(urls);
  }

  private static URI parse(String text) {
    if (text.contains("@")) {
      throw new ConfigException(
          SerdeKeys.URL
              + " holds credentials, which are not served by this version; give them as a header"
              + " with request.header.Authorization");
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    try {
      URI url = new URI(text.substring(0, end));
      if (isHttp(url) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw refused(text, e);
    }
    throw refused(text, null);
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  private static ConfigException refused(String text, @Nullable Throwable cause) {
    ConfigException refused =
        new ConfigException(
            SerdeKeys.URL, text, "must read http://host[:port][/path] or https://…");
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  /** The address of the registry inside this JVM, which a test artifact starts. */
  private static URI mock(String text) {
    try {
      Object url =
          Class.forName(MOCKS, true, loader())
              .getMethod("urlOf", String.class)
              .invoke(null, text.substring(MOCK.length()));
      return parse(String.valueOf(url));
    } catch (InvocationTargetException e) {
      throw refused(text, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ConfigException(
          SerdeKeys.URL,
          text,
          "a mock registry needs the artifact io.velostream:velostream-schema-testing, with test"
              + " scope");
    }
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : RegistryUrls.class.getClassLoader();
  }
}
