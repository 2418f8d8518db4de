// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.serde.config.ClassAllowList;
import io.velostream.schema.serde.config.SerdeConfig;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Selects the type to read into. In order of precedence: the configured class; the class that the
 * schema names, if it is allowed; plain maps, lists, strings, numbers and booleans.
 */
final class TargetTypeSelector {

  private final TypeFactory factory;
  private final @Nullable JavaType target;
  private final String property;
  private final SchemaClassLoader classes;

  private TargetTypeSelector(
      TypeFactory factory, @Nullable JavaType target, String property, SchemaClassLoader classes) {
    this.factory = factory;
    this.target = target;
    this.property = property;
    this.classes = classes;
  }

  static TargetTypeSelector of(SerdeConfig config, TypeFactory factory, @Nullable Type targetType) {
    Class<?> named = config.type(config.isKey() ? JsonKeys.KEY_TYPE : JsonKeys.VALUE_TYPE);
    Type target = targetType;
    if (target == null && named != null && named != Object.class) {
      target = named;
    }
    return new TargetTypeSelector(
        factory,
        target == null ? null : factory.constructType(target),
        Objects.requireNonNullElse(config.text(JsonKeys.TYPE_PROPERTY), "").trim(),
        new SchemaClassLoader(
            new ClassAllowList(config.list(JsonKeys.ALLOWED_PACKAGES)),
            Thread.currentThread().getContextClassLoader()));
  }

  /**
   * Selects the type of each branch of {@code oneOf}, for a schema that does not name a class
   * itself.
   *
   * @return one type per branch, {@link Object} for a branch without a class; empty when no branch
   *     names a class, or schemas may not name classes
   */
  List<JavaType> selectBranchTypes(JsonSchema schema) {
    boolean mayName =
        target == null
            && !property.isEmpty()
            && !classes.isEmpty()
            && !schema.root().path(property).isTextual();
    List<String> named = mayName ? schema.namedInBranches(property) : List.of();
    return named.stream().allMatch(String::isEmpty)
        ? List.of()
        : named.stream()
            .map(each -> factory.constructType(each.isEmpty() ? Object.class : classes.load(each)))
            .toList();
  }

  /**
   * Selects the type to read into.
   *
   * @param schema the reader's schema
   * @throws io.velostream.schema.model.InvalidSchemaException when the schema names a class that is
   *     not allowed or does not exist
   */
  JavaType select(JsonSchema schema) {
    if (target != null) {
      return target;
    }
    String named = property.isEmpty() ? null : schema.root().path(property).textValue();
    return factory.constructType(named == null ? Object.class : classes.load(named));
  }
}
