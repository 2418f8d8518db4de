// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import io.velostream.schema.model.SchemaReference;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema in the annotation {@code io.confluent.kafka.schemaregistry.annotations.Schema} of a
 * class. The annotation is found by name, so its library is optional.
 *
 * @param text the text of the schema
 * @param references the references of the schema
 */
public record DeclaredSchema(String text, List<SchemaReference> references) {

  private static final String ANNOTATION = "io.confluent.kafka.schemaregistry.annotations.Schema";

  public DeclaredSchema {
    references = List.copyOf(references);
  }

  /**
   * Returns the schema that a class declares; null when it declares none.
   *
   * @throws IllegalArgumentException when an annotation of that name has other attributes
   */
  public static @Nullable DeclaredSchema of(Class<?> type) {
    for (Annotation each : type.getAnnotations()) {
      if (each.annotationType().getName().equals(ANNOTATION)) {
        return read(each);
      }
    }
    return null;
  }

  private static DeclaredSchema read(Annotation schema) {
    List<SchemaReference> references = new ArrayList<>();
    for (Annotation each : attribute(schema, "refs", Annotation[].class)) {
      references.add(
          new SchemaReference(
              attribute(each, "name", String.class),
              attribute(each, "subject", String.class),
              attribute(each, "version", Integer.class)));
    }
    return new DeclaredSchema(attribute(schema, "value", String.class), references);
  }

  private static <T> T attribute(Annotation annotation, String name, Class<T> type) {
    try {
      Method method = annotation.annotationType().getMethod(name);
      method.setAccessible(true); // the annotation may be declared in a class that is not public
      return type.cast(method.invoke(annotation));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the annotation " + annotation.annotationType().getName() + " has no usable " + name, e);
    }
  }
}
