// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.AllowedClasses;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.List;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the Avro codec.
 *
 * @param target the class to read into; null to choose by schema
 * @param allowed the classes that schemas may name
 * @param readsSpecific whether to read into the generated classes that schemas name
 * @param reflects whether classes without a schema are written and read by reflection
 * @param allowsNull whether every field may be null in schemas from reflection
 * @param convertsLogicalTypes whether generic values hold logical types as Java objects
 * @param removesJavaProperties whether schemas are registered without avro.java.string
 * @param failsOnTrailingData whether bytes after a value are an error
 * @param reinterprets whether values of other logical types are read without a cast
 * @param showsValues whether exception messages may contain data of records
 */
public record AvroSettings(
    @Nullable Class<?> target,
    AllowedClasses allowed,
    boolean readsSpecific,
    boolean reflects,
    boolean allowsNull,
    boolean convertsLogicalTypes,
    boolean removesJavaProperties,
    boolean failsOnTrailingData,
    boolean reinterprets,
    boolean showsValues) {

  /** Returns the default settings for generic values. */
  public static AvroSettings generic() {
    return new AvroSettings(
        null,
        new AllowedClasses(null, List.of(), null),
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false);
  }

  public static AvroSettings ofSerializer(SerdeConfig config) {
    return new AvroSettings(
        null,
        new AllowedClasses(null, List.of(), null),
        false,
        config.flag(AvroKeys.REFLECTION),
        config.flag(AvroKeys.REFLECTION_ALLOW_NULL),
        config.flag(AvroKeys.LOGICAL_TYPES),
        config.flag(AvroKeys.REMOVE_JAVA_PROPERTIES),
        false,
        false,
        config.showsValues());
  }

  public static AvroSettings ofDeserializer(SerdeConfig config) {
    Class<?> target = config.type(config.isKey() ? AvroKeys.KEY_TYPE : AvroKeys.VALUE_TYPE);
    if (target != null && isGeneric(target)) {
      target = null;
    }
    return new AvroSettings(
        target,
        new AllowedClasses(
            target,
            config.list(AvroKeys.ALLOWED_PACKAGES),
            Thread.currentThread().getContextClassLoader(),
            config.flag(AvroKeys.ALLOW_GENERATED)),
        config.flag(AvroKeys.SPECIFIC_READER),
        config.flag(AvroKeys.REFLECTION),
        config.flag(AvroKeys.REFLECTION_ALLOW_NULL),
        config.flag(AvroKeys.LOGICAL_TYPES),
        false,
        config.flag(AvroKeys.FAIL_ON_TRAILING_DATA),
        AvroKeys.REINTERPRET.equals(config.text(AvroKeys.LOGICAL_TYPE_MISMATCH)),
        config.showsValues());
  }

  /** Whether a class is one of Avro's generic types. */
  private static boolean isGeneric(Class<?> target) {
    return target == Object.class
        || (GenericContainer.class.isAssignableFrom(target)
            && target.getName().startsWith("org.apache.avro."));
  }
}
