// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

/**
 * A subject with its context, written {@code :.context:name}. An empty name refers to the context
 * itself.
 */
public record QualifiedSubject(String context, String name) {

  public static final String DEFAULT_CONTEXT = ".";

  /** Reads a subject; one without a context of its own gets the given one. */
  public static QualifiedSubject parse(String text, String context) {
    if (!text.startsWith(":.")) {
      return new QualifiedSubject(context, text);
    }
    int end = text.indexOf(':', 1);
    return end < 0
        ? new QualifiedSubject(contextName(text.substring(1)), "")
        : new QualifiedSubject(text.substring(1, end), text.substring(end + 1));
  }

  /** Reads a context as a path or query gives it: {@code .ctx}, {@code ctx} or {@code :.ctx:}. */
  public static String contextName(String text) {
    String name = text.startsWith(":") ? text.substring(1) : text;
    name = name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
    return name.startsWith(DEFAULT_CONTEXT) ? name : DEFAULT_CONTEXT + name;
  }

  boolean isInDefaultContext() {
    return context.equals(DEFAULT_CONTEXT);
  }

  /** The form that goes over the wire: bare in the default context. */
  @Override
  public String toString() {
    return isInDefaultContext() ? name : ":" + context + ":" + name;
  }
}
