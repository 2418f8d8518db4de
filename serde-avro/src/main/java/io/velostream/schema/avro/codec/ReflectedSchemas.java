// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.model.InvalidSchemaException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Schemas of classes that have none of their own. */
final class ReflectedSchemas {

  private ReflectedSchemas() {}

  /**
   * Derives the schema of a class.
   *
   * @param model derives it; null if reflection is not configured
   * @throws InvalidSchemaException if that is not configured or not possible
   */
  static Schema require(Class<?> type, @Nullable ReflectModel model) {
    if (model == null) {
      throw new InvalidSchemaException(
          "objects of "
              + type.getName()
              + " have no Avro schema; give an Avro record, a Boolean, Integer, Long, Float,"
              + " Double, CharSequence, byte[], ByteBuffer or Map, or set "
              + AvroKeys.REFLECTION
              + "=true to write any class by reflection");
    }
    try {
      return model.getSchema(type);
    } catch (AvroRuntimeException e) {
      throw new InvalidSchemaException(
          "cannot derive an Avro schema for " + type.getName() + ": " + ExceptionMessages.of(e), e);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException(
          "cannot derive an Avro schema for "
              + type.getName()
              + ": it is nested too deeply"
              + AvroVersion.recursiveSchemaAdvice());
    }
  }
}
