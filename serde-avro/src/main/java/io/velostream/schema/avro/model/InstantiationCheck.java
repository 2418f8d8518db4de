// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.CustomEncodings;
import io.velostream.schema.model.InvalidSchemaException;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Checks that the classes that data is read into by reflection can be instantiated. */
public final class InstantiationCheck {

  private final ReflectModel model;
  private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private InstantiationCheck(ReflectModel model) {
    this.model = model;
  }

  /**
   * Rejects classes that cannot be instantiated.
   *
   * @param reader the reader's schema, which was derived from a class
   * @throws InvalidSchemaException naming the class, and what to do
   */
  public static void check(Schema reader, ReflectModel model) {
    new InstantiationCheck(model).walk(reader);
  }

  private void walk(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> walkRecord(schema);
      case UNION -> schema.getTypes().forEach(this::walk);
      case ARRAY -> walk(schema.getElementType());
      case MAP -> walk(schema.getValueType());
      default -> {}
    }
  }

  private void walkRecord(Schema schema) {
    if (!seen.add(schema)) {
      return;
    }
    if (schema.getLogicalType() == null && !CustomEncodings.appliesTo(model, schema)) {
      Class<?> type = model.getClass(schema);
      check(type);
      new FieldTypeCheck(model).check(type, schema);
    }
    schema.getFields().forEach(field -> walk(field.schema()));
  }

  private static void check(@Nullable Class<?> type) {
    if (type == null
        || type.isRecord()
        || IndexedRecord.class.isAssignableFrom(type)
        || SpecificData.SchemaConstructable.class.isAssignableFrom(type)) {
      return;
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      throw new InvalidSchemaException(
          type.getName()
              + " is abstract and cannot be instantiated; name its subclasses with @Union");
    }
    try {
      var unused = type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new InvalidSchemaException(
          type.getName()
              + " has no constructor without arguments, which reflection needs; add"
              + " one, which may be private, or make the class a Java record"
              + (type.getEnclosingClass() == null || Modifier.isStatic(type.getModifiers())
                  ? ""
                  : ", or static, as an inner class has none"));
    }
  }
}
