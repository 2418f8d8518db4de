// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The credentials of the client for the registry. Compared by value. Never shows a secret as text.
 */
public sealed interface Credentials {

  /** No credentials. */
  static Credentials none() {
    return new None();
  }

  /** HTTP Basic credentials. */
  static Credentials basic(String user, String password) {
    return new Basic(user, password);
  }

  /** A fixed bearer token. */
  static Credentials bearer(String token) {
    return new Bearer(token);
  }

  /**
   * Bearer tokens from a source. Each client opens its own.
   *
   * @param source opens the source; equal objects must open equal sources
   */
  static Credentials tokens(Supplier<? extends BearerTokenSource> source) {
    return new Tokens(source);
  }

  /**
   * Bearer tokens from a source that uses the client to call a token endpoint.
   *
   * @param source opens the source; equal objects must open equal sources
   */
  static Credentials exchanged(Function<TokenExchange, ? extends BearerTokenSource> source) {
    return new Exchanged(source);
  }

  /** No credentials. */
  record None() implements Credentials {}

  /**
   * HTTP Basic credentials (RFC 7617), sent in UTF-8.
   *
   * @param user the user's name, without a colon
   * @param password the password
   */
  record Basic(String user, String password) implements Credentials {

    public Basic {
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("a user's name must not hold a colon");
      }
    }

    /** The kind only: the user's name may be an API key. */
    @Override
    public String toString() {
      return "Basic[hidden]";
    }
  }

  /**
   * A fixed bearer token (RFC 6750).
   *
   * @param token the token
   */
  record Bearer(String token) implements Credentials {

    public Bearer {
      HeaderText.require("bearer token", token);
    }

    /** The kind only. */
    @Override
    public String toString() {
      return "Bearer[hidden]";
    }
  }

  /**
   * Bearer tokens from a source.
   *
   * @param source opens the source
   */
  record Tokens(Supplier<? extends BearerTokenSource> source) implements Credentials {

    /** The class of the source only, which may hold a secret. */
    @Override
    public String toString() {
      return "Tokens[" + source.getClass().getSimpleName() + "]";
    }
  }

  /**
   * Bearer tokens from a source that uses the client to call a token endpoint.
   *
   * @param source opens the source
   */
  record Exchanged(Function<TokenExchange, ? extends BearerTokenSource> source)
      implements Credentials {

    /** The class of the source only, which may hold a secret. */
    @Override
    public String toString() {
      return "Exchanged[" + source.getClass().getSimpleName() + "]";
    }
  }

  /**
   * Different credentials for each of the registry's URLs.
   *
   * @param byUrl the credentials; other URLs have none
   */
  record PerUrl(Map<URI, Basic> byUrl) implements Credentials {

    public PerUrl {
      byUrl = Map.copyOf(byUrl);
    }

    /** The kind only. */
    @Override
    public String toString() {
      return "PerUrl[" + byUrl.size() + " hidden]";
    }
  }
}
