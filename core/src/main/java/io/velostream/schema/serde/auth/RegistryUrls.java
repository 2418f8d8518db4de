// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.settings.Credentials;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code schema.registry.url}.
 *
 * @param urls the URLs in order, without credentials and trailing slashes
 * @param users the credentials in the URLs, by URL
 */
public record RegistryUrls(List<URI> urls, Map<URI, Credentials.Basic> users) {

  /**
   * A placeholder if no registry is configured. The host name never resolves (RFC 6761), and
   * appears in the error of any request.
   */
  public static final RegistryUrls UNCONFIGURED =
      new RegistryUrls(
          List.of(URI.create("http://schema.registry.url-is-not-set.invalid")), Map.of());

  private static final int MAX_PORT = 65_535;
  private static final String MOCK = "mock://";
  private static final String MOCKS = "io.velostream.schema.testing.MockSchemaRegistries";

  public RegistryUrls {
    urls = List.copyOf(urls);
    users = Map.copyOf(users);
  }

  /**
   * Reads the URLs.
   *
   * @throws ConfigException when there is none, or one cannot be used; never showing credentials
   */
  public static RegistryUrls parse(List<String> texts) {
    List<URI> urls = new ArrayList<>();
    Map<URI, Credentials.Basic> users = new HashMap<>();
    for (String text : texts) {
      if (!text.isBlank()) {
        urls.add(isMock(text) ? mock(text.trim()) : parse(text.trim(), users));
      }
    }
    if (urls.isEmpty()) {
      throw new ConfigException(
          SerdeKeys.URL + " is missing; set it to the registry's address, as in http://host:8081");
    }
    if (urls.size() > 1 && texts.stream().anyMatch(RegistryUrls::isMock)) {
      throw new ConfigException(
          SerdeKeys.URL, texts.size() + " URLs", "a mock:// URL must stand alone");
    }
    return new RegistryUrls(urls, users);
  }

  /** Whether no URL holds credentials. */
  boolean isAnonymous() {
    return users.isEmpty();
  }

  /** The credentials that the URLs hold. */
  Credentials credentials() {
    return users.isEmpty() ? Credentials.none() : new Credentials.PerUrl(users);
  }

  /** Hosts only: the credentials are not shown. */
  @Override
  public String toString() {
    return urls.toString();
  }

  private static URI parse(String text, Map<URI, Credentials.Basic> users) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return parse(text);
    }
    int start = text.indexOf("://") + "://".length();
    if (start < "://".length() || start > at) {
      throw notShown();
    }
    URI url = parse(text.substring(0, start) + text.substring(at + 1));
    String userInfo = text.substring(start, at);
    int colon = userInfo.indexOf(':');
    if (colon > 0 && decoded(userInfo.substring(0, colon)).contains(":")) {
      throw new ConfigException(
          SerdeKeys.URL
              + " has a colon in the name of the user, which HTTP Basic authentication cannot send"
              + " (RFC 7617): the registry would take what follows it for the password; use a user"
              + " without a colon (its value is not shown here)");
    }
    Credentials.Basic user = UserInfo.parse(SerdeKeys.URL, decoded(userInfo));
    if (users.put(url, user) != null) {
      throw new ConfigException(SerdeKeys.URL + " holds " + url + " twice, with credentials");
    }
    return url;
  }

  /** User info with its percent-encoding undone (RFC 3986, section 2.1). */
  private static String decoded(String userInfo) {
    String text = null;
    try {
      text = new URI("http://" + userInfo + "@host").getUserInfo();
    } catch (URISyntaxException e) {
      text = null;
    }
    if (text == null) {
      throw notShown();
    }
    return text;
  }

  private static ConfigException notShown() {
    return new ConfigException(
        SerdeKeys.URL
            + " must read https://user:password@host[:port][/path] with special characters"
            + " percent-encoded (its value is not shown here)");
  }

  private static URI parse(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    try {
      URI url = new URI(text.substring(0, end));
      if (isHttp(url) && url.getHost() != null && isPort(url.getPort())) {
        String scheme = url.getScheme();
        return new URI(scheme.toLowerCase(Locale.ROOT) + url.toString().substring(scheme.length()));
      }
    } catch (URISyntaxException e) {
      throw refused(text, e);
    }
    throw refused(text, null);
  }

  private static boolean isMock(String text) {
    return text.trim().regionMatches(true, 0, MOCK, 0, MOCK.length());
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  /** Whether the port is valid; -1 is the default port of the scheme. */
  private static boolean isPort(int port) {
    return port == -1 || (port > 0 && port <= MAX_PORT);
  }

  private static ConfigException refused(String text, @Nullable Throwable cause) {
    ConfigException refused =
        new ConfigException(
            SerdeKeys.URL,
            text,
            "must read http://host[:port][/path] or https://…, with a port from 1 to " + MAX_PORT);
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  /** The address of the mock registry inside this JVM, which the test artifact starts. */
  private static URI mock(String text) {
    try {
      Object url =
          mocks().getMethod("urlOf", String.class).invoke(null, text.substring(MOCK.length()));
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

  private static Class<?> mocks() throws ClassNotFoundException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      try {
        return Class.forName(MOCKS, true, context);
      } catch (ClassNotFoundException e) {
        // try the class loader of this library
      }
    }
    return Class.forName(MOCKS, true, RegistryUrls.class.getClassLoader());
  }
}
