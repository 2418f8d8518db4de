// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what to read into. The class that the user names comes first; then the class that the
 * schema names, if it is allowed; then plain maps, lists, strings, numbers and booleans.
 */
final class TypeChoice {

  private final TypeFactory factory;
  private final @Nullable JavaType target;
  private final String property;
  private final AllowedTypes allowed;

  private TypeChoice(
      TypeFactory factory, @Nullable JavaType target, String property, AllowedTypes allowed) {
    this.factory = factory;
    this.target = target;
    this.property = property;
    this.allowed = allowed;
  }

  static TypeChoice of(SerdeConfig config, TypeFactory factory, @Nullable Type given) {
    Class<?> named = config.type(config.isKey() ? JsonKeys.KEY_TYPE : JsonKeys.VALUE_TYPE);
    Type target = given;
    if (target == null && named != null && named != Object.class) {
      target = named;
    }
    return new TypeChoice(
        factory,
        target == null ? null : factory.constructType(target),
        Objects.requireNonNullElse(config.text(JsonKeys.TYPE_PROPERTY), "").trim(),
        new AllowedTypes(
            config.list(JsonKeys.ALLOWED_PACKAGES),
            Thread.currentThread().getContextClassLoader()));
  }

  /**
   * What each branch of {@code oneOf} is read into, for a schema that names no class itself.
   *
   * @return one type for each branch, {@link Object} for one without a class; empty where no branch
   *     names one, or no class may be named
   */
  List<JavaType> chooseBranches(JsonSchema schema) {
    boolean mayName =
        target == null
            && !property.isEmpty()
            && !allowed.isEmpty()
            && !schema.root().path(property).isTextual();
    List<String> named = mayName ? schema.namedInBranches(property) : List.of();
    return named.stream().allMatch(String::isEmpty)
        ? List.of()
        : named.stream()
            .map(each -> factory.constructType(each.isEmpty() ? Object.class : allowed.find(each)))
            .toList();
  }

  /**
   * What to read data into.
   *
   * @param schema the schema that the data is read as
   * @throws io.velostream.schema.model.InvalidSchemaException when it names a class that is not
   *     allowed or not there
   */
  JavaType choose(JsonSchema schema) {
    if (target != null) {
      return target;
    }
    String named = property.isEmpty() ? null : schema.root().path(property).textValue();
    return factory.constructType(named == null ? Object.class : allowed.find(named));
  }
}
