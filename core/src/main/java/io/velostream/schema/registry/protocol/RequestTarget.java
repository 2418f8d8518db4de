// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Builds path and query of a request, percent-encoded as in RFC 3986: all but unreserved characters
 * are escaped, so a subject may hold any character.
 */
public final class RequestTarget {

  private static final String HEX = "0123456789ABCDEF";
  private static final String SIBLING = "/../..";

  private final StringBuilder target = new StringBuilder();
  private char separator = '?';

  private RequestTarget() {}

  static RequestTarget of(String... segments) {
    RequestTarget target = new RequestTarget();
    for (String segment : segments) {
      target.segment(segment);
    }
    return target;
  }

  /** Creates a path relative to the grandparent of the registry's path. */
  static RequestTarget ofSibling(String... segments) {
    RequestTarget target = new RequestTarget();
    target.target.append(SIBLING);
    for (String segment : segments) {
      target.segment(segment);
    }
    return target;
  }

  /** Returns the URI of a target at a registry's URL. Only sibling targets contain dot segments. */
  public static URI at(String endpoint, String target) {
    URI uri = URI.create(endpoint + target);
    return target.startsWith(SIBLING) ? uri.normalize() : uri;
  }

  /**
   * The path of a subject.
   *
   * @throws IllegalArgumentException when the name is empty, since its path would refer to all
   *     subjects
   */
  static RequestTarget ofSubject(Subject subject, String... segments) {
    RequestTarget target = of("subjects").subject(subject);
    for (String segment : segments) {
      target.segment(segment);
    }
    return target;
  }

  RequestTarget subject(Subject subject) {
    if (subject.qualified().isEmpty()) {
      throw new IllegalArgumentException("the name of a subject is empty");
    }
    return segment(subject.qualified());
  }

  RequestTarget segment(String segment) {
    target.append('/');
    if (segment.equals(".") || segment.equals("..")) {
      target.append(segment.replace(".", "%2E"));
    } else {
      encode(segment);
    }
    return this;
  }

  RequestTarget query(String name, String value) {
    target.append(separator);
    encode(name);
    target.append('=');
    encode(value);
    separator = '&';
    return this;
  }

  /** Adds {@code name=true} if the value is true; flags are false by default. */
  RequestTarget flag(String name, boolean value) {
    return value ? query(name, "true") : this;
  }

  /** Adds the context of an id, unless it is the default one. */
  RequestTarget contextOf(SchemaId id) {
    return id.context().equals(Subject.DEFAULT_CONTEXT)
        ? this
        : query("subject", new Subject(id.context(), "").qualified());
  }

  @Override
  public String toString() {
    return target.toString();
  }

  private void encode(String text) {
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      if (isUnreserved(character)) {
        target.append(character);
      } else {
        target.append('%').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 0xF));
      }
    }
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || "-._~".indexOf(character) >= 0;
  }
}
