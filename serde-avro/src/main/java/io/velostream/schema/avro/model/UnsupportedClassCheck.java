// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.Union;
import org.jspecify.annotations.Nullable;

/**
 * Rejects classes that reflection would map to a record without their content: it ignores the
 * fields of JDK classes, and interfaces have no fields.
 */
final class UnsupportedClassCheck {

  private static final String ADVICE =
      "; use a type that Avro has, such as Instant, LocalDate or String, give the field"
          + " @AvroSchema, @AvroEncode, @Union or @Stringable, or leave it out with @AvroIgnore";

  private UnsupportedClassCheck() {}

  /**
   * Rejects a class that would be mapped to a record without its content.
   *
   * @throws UnmappableTypeException naming the class, and what to do
   */
  static void check(Class<?> type) {
    if (isNotMappedAsRecord(type)) {
      return;
    }
    if (type == Object.class) {
      throw new UnmappableTypeException(
          "java.lang.Object has no schema, because it may hold any value; declare a class, or"
              + " name all possible classes with @Union");
    }
    if (type == Optional.class && !AvroVersion.has("org.apache.avro.NameValidator")) {
      throw new UnmappableTypeException(
          AvroVersion.upgradeMessage("a field of java.util.Optional", "1.12.0"));
    }
    if (isJdkClass(type)) {
      throw new UnmappableTypeException(
          type.getName() + " is a class that Avro has no schema for" + ADVICE);
    }
    if (type.isInterface()) {
      throw new UnmappableTypeException(
          type.getName()
              + " is an interface, which has no fields to write; name its classes with @Union");
    }
    Class<?> jdkSuperclass = jdkSuperclassWithState(type);
    if (jdkSuperclass != null) {
      throw new UnmappableTypeException(
          type.getName()
              + " extends "
              + jdkSuperclass.getName()
              + ", whose content would be lost"
              + ADVICE);
    }
  }

  private static boolean isNotMappedAsRecord(Class<?> type) {
    return type.isPrimitive()
        || type.isArray()
        || type.isEnum()
        || type.isSealed()
        || type.isAnnotationPresent(AvroSchema.class)
        || type.isAnnotationPresent(Union.class)
        || type.isAnnotationPresent(AvroEncode.class)
        || CharSequence.class.isAssignableFrom(type)
        || ByteBuffer.class.isAssignableFrom(type)
        || Collection.class.isAssignableFrom(type)
        || GenericFixed.class.isAssignableFrom(type)
        || IndexedRecord.class.isAssignableFrom(type);
  }

  private static boolean isJdkClass(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /**
   * Finds a JDK superclass whose content would be lost. Exceptions are allowed, because Avro writes
   * their message.
   */
  private static @Nullable Class<?> jdkSuperclassWithState(Class<?> type) {
    if (Throwable.class.isAssignableFrom(type)) {
      return null;
    }
    for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
      if (isJdkClass(each) && hasInstanceFields(each)) {
        return each;
      }
    }
    return null;
  }

  private static boolean hasInstanceFields(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        return true;
      }
    }
    return false;
  }
}
