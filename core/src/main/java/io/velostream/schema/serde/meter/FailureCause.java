// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.meter;

import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.serde.access.SchemaAccessDeniedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a record failed. */
enum FailureCause {
  /** The registry gave no usable answer in time. */
  REGISTRY_UNAVAILABLE("for lack of a usable answer of the registry"),
  /** The client's own access policy denied it. */
  ACCESS_DENIED("because of the client's own access policy"),
  /** The registry refused the request. */
  REGISTRY_REFUSED("because the registry refused the request"),
  /** The registry does not have the schema. */
  SCHEMA_NOT_FOUND("because the registry does not have the schema"),
  /** The schema is incompatible with other versions of its subject. */
  INCOMPATIBLE_SCHEMA("because the schema is incompatible with other versions of its subject"),
  /** The schema of an id has changed. */
  IDENTITY_MISMATCH("because the schema of an id has changed"),
  /** The schema or its references are invalid, or writer and reader schema do not fit. */
  INVALID_SCHEMA("because schemas or references are invalid or do not fit each other"),
  /** The value or the bytes do not fit the schema, or there is no frame. */
  INVALID_DATA("because value or bytes do not fit the schema, or have no frame");

  private static final int MAX_CAUSES = 20;

  private final String reason;

  FailureCause(String reason) {
    this.reason = reason;
  }

  static FailureCause of(Throwable failure) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < MAX_CAUSES; depth++, each = each.getCause()) {
      FailureCause cause = ofType(each);
      if (cause != null) {
        return cause;
      }
    }
    return INVALID_DATA;
  }

  private static @Nullable FailureCause ofType(Throwable failure) {
    if (failure instanceof RegistryUnavailableException) {
      return REGISTRY_UNAVAILABLE;
    } else if (failure instanceof SchemaAccessDeniedException) {
      return ACCESS_DENIED;
    } else if (failure instanceof SchemaNotFoundException) {
      return SCHEMA_NOT_FOUND;
    } else if (failure instanceof IncompatibleSchemaException) {
      return INCOMPATIBLE_SCHEMA;
    } else if (failure instanceof RegistryRejectedException) {
      return REGISTRY_REFUSED;
    } else if (failure instanceof SchemaIdentityException) {
      return IDENTITY_MISMATCH;
    } else if (failure instanceof InvalidSchemaException
        || failure instanceof InvalidReferenceException) {
      return INVALID_SCHEMA;
    }
    return null;
  }

  /** The name of the metric: {@code failure-registry-unavailable-total}. */
  String metricName() {
    return "failure-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total";
  }

  /** What is counted. */
  String description(MeterTags.Direction direction) {
    return failures(direction) + " " + reason + ".";
  }

  /** What a failure is: Kafka deserializes a record again at each poll, and sends it once. */
  static String failures(MeterTags.Direction direction) {
    return switch (direction) {
      case SERIALIZER -> "Records that failed";
      case DESERIALIZER -> "Attempts to read that failed";
    };
  }
}
