// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.networknt.schema.SchemaLocation;

/** URIs of schemas, put together as the validator does it. */
public final class Uris {

  /** Where a schema without {@code $id} stands: nowhere on any network. */
  public static final String ROOT = "schema://registered/-";

  private Uris() {}

  /** A reference seen from {@code base}; its fragment is dropped. */
  static String resolve(String base, String reference) {
    String path = withoutFragment(reference);
    if (path.isEmpty()) {
      return base;
    }
    try {
      return withoutFragment(SchemaLocation.of(base).resolve(path).toString());
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  /** A URI without its fragment. */
  public static String withoutFragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.substring(0, hash);
  }

  /** The fragment with its {@code #}; empty when there is none. */
  static String fragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? "" : uri.substring(hash);
  }
}
