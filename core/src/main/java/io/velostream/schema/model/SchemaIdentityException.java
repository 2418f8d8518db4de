// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

/**
 * The registry returned another schema for an id than before. The schema of an id never changes, so
 * the registry was reset, restored from other data, or is another one. A retry does not help.
 */
public final class SchemaIdentityException extends SchemaException {

  private static final long serialVersionUID = 1L;

  private final transient SchemaId id;

  /** The content of {@code id} has changed. */
  public SchemaIdentityException(String message, SchemaId id) {
    super(message, null);
    this.id = id;
  }

  /** The id whose content has changed. */
  public SchemaId id() {
    return id;
  }
}
