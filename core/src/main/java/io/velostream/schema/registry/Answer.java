// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.model.RegistryUnavailableException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A request and what came back for it.
 *
 * @param words what was asked
 * @param response what came back
 */
record Answer(String words, RegistryResponse response) {

  /**
   * The whole body as JSON.
   *
   * @throws RegistryUnavailableException when it is anything else
   */
  JsonView json() {
    try {
      if (response.body().isBlank()) {
        throw unreadable("the answer is empty", null);
      }
      return new JsonView(Json.read(text()), "", this);
    } catch (UncheckedIOException e) {
      throw unreadable("the answer is not JSON", e.getCause());
    }
  }

  /**
   * The body as it came.
   *
   * @throws RegistryUnavailableException when it is a page for people
   */
  String text() {
    if (response.isMarkup()) {
      throw unreadable("the answer is a page of markup, as a proxy or web site sends", null);
    }
    return response.body();
  }

  /** A success that does not read as a registry's answer. */
  RegistryUnavailableException unreadable(String what, @Nullable Throwable cause) {
    return new RegistryUnavailableException(
        Wording.cannot(
            words,
            response.endpoint(),
            what + " (status " + response.status() + ")",
            "check that schema.registry.url leads to a schema registry"),
        response.status(),
        cause);
  }
}
