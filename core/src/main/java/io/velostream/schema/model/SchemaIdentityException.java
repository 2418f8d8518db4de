// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

/**
 * The registry gave another schema for an id than it gave before. An id's schema never changes: the
 * registry was reset, restored from something else, or is another one. Asking again does not help.
 */
public final class SchemaIdentityException extends SchemaException {

  private static final long serialVersionUID = 1L;

  private final transient SchemaId id;

  /** The content of {@code id} is not what it was. */
  public SchemaIdentityException(String message, SchemaId id) {
    super(message, null);
    this.id = id;
  }

  /** The id with two contents. */
  public SchemaId id() {
    return id;
  }
}
