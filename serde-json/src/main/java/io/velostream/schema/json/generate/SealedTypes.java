// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jackson's annotations, and beyond them the permitted subclasses of sealed types. */
public final class SealedTypes extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  /** Reads annotations as Jackson does by itself. */
  public SealedTypes() {}

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    List<NamedType> named = super.findSubtypes(annotated);
    if (named != null || !(annotated instanceof AnnotatedClass type)) {
      return named;
    }
    List<NamedType> permitted = new ArrayList<>();
    permitted(type.getRawType()).forEach(each -> permitted.add(new NamedType(each)));
    return permitted.isEmpty() ? null : permitted;
  }

  /**
   * The classes that a sealed type permits.
   *
   * @return empty when it is not sealed
   */
  public static List<Class<?>> permitted(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    return permitted == null ? List.of() : List.of(permitted);
  }
}
