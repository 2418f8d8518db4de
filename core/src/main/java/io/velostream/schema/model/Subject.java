// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.Objects;

/**
 * The name of a sequence of schema versions, within a registry context.
 *
 * <p>On the wire a subject of another context than the default one is written {@code
 * :.context:name}. The default context is named {@code .}.
 *
 * @param context the context, starting with a dot
 * @param name the name within the context; empty for the context itself
 */
public record Subject(String context, String name) {

  /** The default context. */
  public static final String DEFAULT_CONTEXT = ".";

  public Subject {
    Objects.requireNonNull(name, "name");
    if (!context.startsWith(".") || context.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "a registry context starts with '.' and holds no ':', but this is '" + context + "'");
    }
  }

  /** The subject {@code name} in the default context; {@code name} is taken as it is. */
  public static Subject of(String name) {
    return new Subject(DEFAULT_CONTEXT, name);
  }

  /**
   * Parses a plain or qualified subject.
   *
   * @param qualified {@code name} or {@code :.context:name}
   * @throws IllegalArgumentException when a qualified name has no second colon
   */
  public static Subject parse(String qualified) {
    return parse(qualified, DEFAULT_CONTEXT);
  }

  /**
   * Parses a subject in a schema of {@code context}: a plain name belongs to that context.
   *
   * @param qualified {@code name} or {@code :.context:name}
   * @param context the context of a plain name
   * @throws IllegalArgumentException when a qualified name has no second colon
   */
  public static Subject parse(String qualified, String context) {
    if (!qualified.startsWith(":.")) {
      return new Subject(context, qualified);
    }
    int end = qualified.indexOf(':', 1);
    if (end < 0) {
      throw new IllegalArgumentException(
          "a qualified subject reads ':.context:name', but this is '" + qualified + "'");
    }
    return new Subject(qualified.substring(1, end), qualified.substring(end + 1));
  }

  /** The name as the registry takes it in paths and queries, not yet percent-encoded. */
  public String qualified() {
    return context.equals(DEFAULT_CONTEXT) ? name : ":" + context + ":" + name;
  }

  @Override
  public String toString() {
    return qualified();
  }
}
