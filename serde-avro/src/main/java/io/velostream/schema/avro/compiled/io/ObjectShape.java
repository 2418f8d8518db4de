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
 * @param lookup with access to the class's private parts
 */
public record ObjectShape(Class<?> type, List<Member> members, MethodHandles.Lookup lookup) {

  /** The packages whose classes generated code calls and extends. */
  private static final List<String> GENERATED_CODE_USES =
      Stream.of("io", "read", "write")
          .map(each -> "io.velostream.schema.avro.compiled." + each)
          .toList();

  /** Longer methods are left to the interpreter by HotSpot. */
  public static final int MOST_FIELDS = 400;

  /**
   * The shape of a generated class; null when it is not as Avro generates them.
   *
   * @param sample any object of the class
   * @param schema the schema that says how many fields there are
   */
  public static @Nullable ObjectShape of(SpecificRecordBase sample, Schema schema) {
    Class<?> type = sample.getClass();
    List<Schema.Field> own = sample.getSchema().getFields();
    int count = schema.getFields().size();
    if (type.getSuperclass() != SpecificRecordBase.class
        || own.size() != count
        || count > MOST_FIELDS) {
      return null;
    }
    try {
      MethodHandles.Lookup lookup = lookupIn(type);
      Member[] members = new Member[count];
      for (Schema.Field field : own) {
        Field found = ofGenerated(type, field.name());
        if (Modifier.isStatic(found.getModifiers()) || !holds(lookup, found, sample, field.pos())) {
          return null;
        }
        members[field.pos()] = new Member(found, null);
      }
      return new ObjectShape(type, List.of(members), lookup);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * The shape of a class without a schema, or of a Java record; null when one of its fields is out
   * of reach or goes another way than through Avro's types.
   */
  public static @Nullable ObjectShape reflected(Class<?> type, Schema schema) {
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
        if (member == null || hasOwnEncoding(member.field())) {
          return null;
        }
        members.add(member);
      }
      return members.size() > MOST_FIELDS ? null : new ObjectShape(type, members, lookup);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Avro's compiler adds a dollar sign to the names that mean something in Java. */
  private static Field ofGenerated(Class<?> type, String name) throws NoSuchFieldException {
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

  private static boolean hasOwnEncoding(Field field) {
    return field.isAnnotationPresent(AvroEncode.class);
  }

  /**
   * Full access to a class. A module has to read the other one's before that, and to let classes
   * that are made beside that class see this package.
   */
  private static MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    Module own = ObjectShape.class.getModule();
    if (own.isNamed()) {
      own.addReads(type.getModule());
      GENERATED_CODE_USES.forEach(each -> own.addExports(each, type.getModule()));
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

  /** Whether objects can be made anew and filled by a class that stands beside theirs. */
  public boolean isOpen() {
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

  /** Whether the object gives the field's value under its position, so that nothing is between. */
  private static boolean holds(
      MethodHandles.Lookup lookup, Field field, IndexedRecord sample, int position)
      throws IllegalAccessException {
    Object held;
    try {
      held = lookup.unreflectGetter(field).invoke(sample);
    } catch (IllegalAccessException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
    Object given = sample.get(position);
    return field.getType().isPrimitive() ? held.equals(given) : held == given;
  }
}
