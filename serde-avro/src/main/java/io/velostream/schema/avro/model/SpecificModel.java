// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.StringableClasses;
import java.util.Collection;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Avro's model of generated classes with an allow list of classes. With {@link ClassFinder#none()}
 * it is also the model for reading generic values.
 */
public final class SpecificModel extends SpecificData implements StringableClasses {

  private final ClassFinder classes;

  public SpecificModel(ClassFinder classes, Collection<? extends Conversion<?>> conversions) {
    this.classes = classes;
    conversions.forEach(this::addLogicalTypeConversion);
    setCustomCoders(false);
  }

  public ClassFinder classes() {
    return classes;
  }

  @Override
  public boolean isText(Class<?> type) {
    return isStringable(type);
  }

  @Override
  public @Nullable Class<?> getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> classes == ClassFinder.NONE ? null : classes.of(schema);
      default -> super.getClass(schema);
    };
  }
}
