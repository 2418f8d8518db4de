// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.SubtypeResolver;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import io.velostream.schema.jackson.JacksonVersion;
import io.velostream.schema.json.generate.StrictObjectSchemas.Tag;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Generates schemas of polymorphic values, which are written with type information. */
final class StrictPolymorphicSchemas {

  /**
   * Before Jackson 2.18 a minimal class name can be computed from a value only, not from a class.
   */
  private static final boolean SHORTENS_NAMES = JacksonVersion.DATABIND >= 18;

  private final StrictTypeVisitor walk;
  private final SubtypeResolver subtypes;

  StrictPolymorphicSchemas(StrictTypeVisitor walk, SubtypeResolver subtypes) {
    this.walk = walk;
    this.subtypes = subtypes;
  }

  /** The schema of a value of a declared type or of its subclasses. */
  ObjectNode value(JavaType type, @Nullable BeanProperty property, TypeSerializer types)
      throws JsonMappingException {
    if (!isListed(types)) {
      return type.isFinal() ? branchOf(type, types, false) : StrictTypeVisitor.anything();
    }
    List<ObjectNode> branches = new ArrayList<>();
    for (JavaType each : concrete(type, property)) {
      ObjectNode branch = branchOf(each, types, false);
      if (branch.isEmpty()) {
        return branch;
      }
      if (!branches.contains(branch)) {
        branches.add(branch);
      }
    }
    if (branches.isEmpty()) {
      return StrictTypeVisitor.anything();
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode either = schema.putArray(areExclusive(types) ? "oneOf" : "anyOf");
    branches.forEach(either::add);
    return branches.size() == 1 && type.isFinal() ? branches.get(0) : schema;
  }

  /** The schema of a value of exactly one class. */
  ObjectNode branchOf(JavaType type, TypeSerializer types, boolean isRoot)
      throws JsonMappingException {
    JsonSerializer<?> serializer = walk.provider().findValueSerializer(type, null);
    JsonTypeInfo.As inclusion = types.getTypeInclusion();
    if (types.getTypeIdResolver() == null || inclusion == JsonTypeInfo.As.EXISTING_PROPERTY) {
      return walk.plain(type, null, serializer, isRoot);
    }
    if (inclusion == JsonTypeInfo.As.EXTERNAL_PROPERTY) {
      return isRoot ? StrictTypeVisitor.anything() : walk.plain(type, null, serializer, false);
    }
    String id = id(type, types);
    boolean isBean = serializer instanceof BeanSerializerBase;
    if (id == null) {
      return StrictTypeVisitor.anything();
    }
    if (inclusion == JsonTypeInfo.As.WRAPPER_OBJECT) {
      return wrapped(id, walk.plain(type, null, serializer, false));
    }
    if (inclusion == JsonTypeInfo.As.PROPERTY
        && serializer instanceof BeanSerializerBase bean
        && !bean.usesObjectId()) {
      return walk.objects().of(type, bean, isRoot, new Tag(types.getPropertyName(), id));
    }
    return isBean && inclusion == JsonTypeInfo.As.PROPERTY ? StrictTypeVisitor.anything() : pair();
  }

  private static ObjectNode wrapped(String id, ObjectNode value) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object").put("additionalProperties", false);
    schema.putObject("properties").set(id, value);
    schema.putArray("required").add(id);
    return schema;
  }

  /**
   * An array of a type id and a value. Its items are not described, because drafts differ in how to
   * do it.
   */
  private static ObjectNode pair() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "array")
        .put("minItems", 2)
        .put("maxItems", 2);
  }

  /** Whether the possible classes are listed, so that other classes have no type id. */
  private static boolean isListed(TypeSerializer types) {
    TypeIdResolver ids = types.getTypeIdResolver();
    if (ids == null) {
      return true; // deduced from properties: no type id is written
    }
    return switch (ids.getMechanism()) {
      case NAME, SIMPLE_NAME -> true;
      default -> false;
    };
  }

  private static boolean areExclusive(TypeSerializer types) {
    return switch (types.getTypeInclusion()) {
      case PROPERTY, WRAPPER_OBJECT -> true;
      default -> false;
    };
  }

  private static @Nullable String id(JavaType type, TypeSerializer types) {
    TypeIdResolver ids = types.getTypeIdResolver();
    if (ids.getMechanism() == JsonTypeInfo.Id.MINIMAL_CLASS && !SHORTENS_NAMES) {
      return null;
    }
    try {
      return ids.idFromValueAndType(null, type.getRawClass());
    } catch (RuntimeException e) {
      return null; // a custom resolver that needs the value
    }
  }

  private Set<JavaType> concrete(JavaType type, @Nullable BeanProperty property) {
    AnnotatedMember member = property == null ? null : property.getMember();
    Collection<NamedType> named =
        member != null
            ? subtypes.collectAndResolveSubtypesByClass(walk.config(), member, type)
            : subtypes.collectAndResolveSubtypesByClass(
                walk.config(), AnnotatedClassResolver.resolve(walk.config(), type, walk.config()));
    Set<JavaType> found = new LinkedHashSet<>();
    for (NamedType each : named) {
      if (!Modifier.isAbstract(each.getType().getModifiers()) && !each.getType().isInterface()) {
        found.add(
            type.hasRawClass(each.getType())
                ? type
                : walk.config().constructSpecializedType(type, each.getType()));
      }
    }
    return found;
  }
}
