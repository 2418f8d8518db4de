// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.SchemaDefinition;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the schemas that records of AWS Glue's serializers name, in Glue's registry or a copy of
 * it. This library does not depend on Amazon's SDK; an implementation calls {@code
 * GetSchemaVersion} with the id, and hands on {@code DataFormat} and {@code SchemaDefinition} of
 * the answer.
 *
 * <p>A class that is named in {@code schema.glue.lookup.class} has a public constructor without
 * arguments. One that is {@link org.apache.kafka.common.Configurable} is given the configuration;
 * one that is {@link AutoCloseable} is closed with its deserializer. It is called once for each
 * schema version, not for each record, and may be called by several threads at once. It must limit
 * the time of its calls itself.
 */
@FunctionalInterface
public interface GlueSchemaLookup {

  /**
   * The schema of a version.
   *
   * @param schemaVersionId the id of the schema's version
   * @return its language ({@code AVRO}, {@code JSON}) and text; null when there is no such version,
   *     which is remembered for some seconds
   * @throws RuntimeException when the lookup fails; it is repeated with a later record
   */
  @Nullable SchemaDefinition schema(UUID schemaVersionId);
}
