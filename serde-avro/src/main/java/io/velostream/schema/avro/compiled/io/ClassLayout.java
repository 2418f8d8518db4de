// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.AvroIgnore;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The Java fields of a class, by their positions in its schema.
 *
 * @param lookup has access to private members of the class
 */
public record ClassLayout(Class<?> type, List<Member> members, MethodHandles.Lookup lookup) {

  /** The packages whose classes generated code calls and extends. */
  private static final List<String> PACKAGES_USED_BY_GENERATED_CODE =
      Stream.of("io", "read", "write")
          .map(each -> "io.velostream.schema.avro.compiled." + each)
          .toList();

  /**
   * Limit of fields. HotSpot does not compile methods beyond a bytecode size, so it would interpret
   * the generated methods of larger classes.
   */
  public static final int MAX_FIELDS = 400;

  /**
   * Returns the layout of a generated class; null when the class differs from what Avro's compiler
   * generates.
   *
   * @param sample any object of the class
   * @param schema the schema with the expected number of fields
   */
  public static @Nullable ClassLayout of(SpecificRecordBase sample, Schema schema) {
    Class<?> type = sample.getClass();
    List<Schema.Field> fields = sample.getSchema().getFields();
    int count = schema.getFields().size();
    if (type.getSuperclass() != SpecificRecordBase.class
        || fields.size() != count
        || count > MAX_FIELDS) {
      return null;
    }
    try {
      MethodHandles.Lookup lookup = lookupIn(type);
      Member[] members = new Member[count];
      for (Schema.Field field : fields) {
        Field found = generatedField(type, field.name());
        if (Modifier.isStatic(found.getModifiers()) || !holds(lookup, found, sample, field.pos())) {
          return null;
        }
        members[field.pos()] = new Member(found, null);
      }
      return new ClassLayout(type, List.of(members), lookup);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * Returns the layout of a class without a schema, or of a Java record; null when a field is not
   * accessible or has a custom encoding.
   */
  public static @Nullable ClassLayout reflected(Class<?> type, Schema schema) {
    try {
      MethodHandles.Lookup lookup = lookupIn(type);
      Map<String, Member> byName = new HashMap<>();
      for (Class<?> each = type; each != null; each = each.getSuperclass()) {
        for (Field field : each.getDeclaredFields()) {
          if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
              && !field.isAnnotationPresent(AvroIgnore.class)
              && byName.put(nameOf(field), member(lookup, field)) != null) {
            return null;
          }
        }
      }
      List<Member> members = new ArrayList<>();
      for (Schema.Field field : schema.getFields()) {
        Member member = byName.get(field.name());
        if (member == null || hasCustomEncoding(member.field())) {
          return null;
        }
        members.add(member);
      }
      return members.size() > MAX_FIELDS ? null : new ClassLayout(type, members, lookup);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * Finds a field of a generated class. Avro's compiler appends a dollar sign to reserved names.
   */
  private static Field generatedField(Class<?> type, String name) throws NoSuchFieldException {
    try {
      return type.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      return type.getDeclaredField(name + "$");
    }
  }

  private static String nameOf(Field field) {
    AvroName named = field.getAnnotation(AvroName.class);
    return named == null ? field.getName() : named.value();
  }

  private static boolean hasCustomEncoding(Field field) {
    return field.isAnnotationPresent(AvroEncode.class);
  }

  /**
   * Returns a lookup with full access to a class. Our module must first read the module of the
   * class, and export the packages that generated code uses to it.
   */
  private static MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    Module ownModule = ClassLayout.class.getModule();
    if (ownModule.isNamed()) {
      ownModule.addReads(type.getModule());
      PACKAGES_USED_BY_GENERATED_CODE.forEach(each -> ownModule.addExports(each, type.getModule()));
    }
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  private static Member member(MethodHandles.Lookup lookup, Field field)
      throws ReflectiveOperationException {
    Class<?> owner = field.getDeclaringClass();
    if (!owner.isRecord()) {
      lookup.unreflectGetter(field);
      field.setAccessible(true);
      return new Member(field, null);
    }
    Method accessor = owner.getDeclaredMethod(field.getName());
    accessor.setAccessible(true);
    return new Member(field, accessor);
  }

  /** Whether generated code can create objects of the class and set all their fields. */
  public boolean isConstructible() {
    try {
      if (type.isRecord()) {
        return true;
      }
      lookup.findConstructor(type, MethodType.methodType(void.class));
      return members.stream().noneMatch(m -> Modifier.isFinal(m.field().getModifiers()));
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Whether {@code get(position)} of the object returns the value of the field unchanged. */
  private static boolean holds(
      MethodHandles.Lookup lookup, Field field, IndexedRecord sample, int position)
      throws IllegalAccessException {
    Object value;
    try {
      value = lookup.unreflectGetter(field).invoke(sample);
    } catch (IllegalAccessException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
    Object returned = sample.get(position);
    return field.getType().isPrimitive() ? value.equals(returned) : value == returned;
  }
}
