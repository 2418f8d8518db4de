// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An annotation introspector that also finds the permitted subclasses of sealed types. */
public final class SealedTypeIntrospector extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  /** Creates an introspector. */
  public SealedTypeIntrospector() {}

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
   * Returns the permitted subclasses of a sealed type.
   *
   * @return empty when the type is not sealed
   */
  public static List<Class<?>> permitted(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    return permitted == null ? List.of() : List.of(permitted);
  }
}
