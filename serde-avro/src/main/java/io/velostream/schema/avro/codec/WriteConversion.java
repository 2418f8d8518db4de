// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.CastMode;
import io.velostream.schema.avro.compiled.ResolvedPair;
import io.velostream.schema.avro.resolution.EncodingEquivalence;
import io.velostream.schema.avro.resolution.LogicalTypeResolution;
import io.velostream.schema.avro.resolution.SchemaResolution;
import io.velostream.schema.avro.resolution.SchemaSizeLimit;
import org.apache.avro.Schema;

/** Whether values of one schema must be converted to be written as another. */
public final class WriteConversion {

  private static final String ADVICE =
      "; give the value's schema the logical type of the registered one";

  private WriteConversion() {}

  /**
   * Whether values of one schema must be converted to be written as another.
   *
   * @throws io.velostream.schema.model.InvalidSchemaException if they cannot be written as the
   *     other
   */
  public static boolean isNeeded(Schema valueSchema, Schema registered) {
    if (valueSchema.equals(registered)) {
      return false;
    }
    SchemaSizeLimit.check(valueSchema, registered);
    ResolvedPair pair = SchemaResolution.of(valueSchema, registered);
    return isNeeded(valueSchema, registered, castMode(pair));
  }

  static boolean isNeeded(Schema valueSchema, Schema registered, CastMode castMode) {
    boolean sameBytes =
        SchemaResolution.withLenientNames(
            () -> EncodingEquivalence.sameBytes(valueSchema, registered));
    return !sameBytes || castMode != CastMode.NONE;
  }

  static CastMode castMode(ResolvedPair pair) {
    return LogicalTypeResolution.castMode(pair, CastMode.WRITING, ADVICE);
  }
}
