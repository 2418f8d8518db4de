// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import java.util.concurrent.CompletableFuture;

/** Where a {@link ReferenceResolver} gets the schemas that others refer to. */
@FunctionalInterface
public interface SchemaSource {

  /**
   * Finds one version of a subject without waiting for it.
   *
   * @param subject the subject
   * @param version a version from 1, or {@link io.velostream.schema.model.SchemaReference#LATEST}
   * @return the schema; fails with a {@link io.velostream.schema.model.SchemaException}
   */
  CompletableFuture<RegisteredSchema> find(Subject subject, int version);
}
