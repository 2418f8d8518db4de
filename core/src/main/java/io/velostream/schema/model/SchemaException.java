// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/** The base class of failures of schemas and records. Each cause has its own subclass. */
public abstract sealed class SchemaException extends RuntimeException
    permits IncompatibleSchemaException,
        InvalidReferenceException,
        InvalidSchemaException,
        InvalidValueException,
        RegistryRejectedException,
        RegistryUnavailableException,
        SchemaIdentityException,
        SchemaNotFoundException {

  private static final long serialVersionUID = 1L;

  SchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
