// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.validation.constraints.NotBlank;
import javax.validation.constraints.NotEmpty;
import javax.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Generates schemas of objects from the properties that a bean serializer writes. */
final class StrictObjectSchemas {

  private static final String PREFIX = "#/definitions/";

  private final StrictTypeVisitor walk;
  private final boolean isClosed;
  private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();
  private final Map<Key, String> names = new HashMap<>();

  StrictObjectSchemas(StrictTypeVisitor walk, boolean isClosed) {
    this.walk = walk;
    this.isClosed = isClosed;
  }

  /**
   * A type id property.
   *
   * @param property the name of the property
   * @param id the type id
   */
  record Tag(String property, String id) {}

  private record Key(JavaType type, @Nullable Tag tag) {}

  /** The definitions that references in the schema use. */
  ObjectNode definitions() {
    return definitions;
  }

  ObjectNode of(JavaType type, BeanSerializerBase serializer, boolean isRoot)
      throws JsonMappingException {
    return of(type, serializer, isRoot, null);
  }

  /** The schema of the root, or a reference to a definition. */
  ObjectNode of(JavaType type, BeanSerializerBase serializer, boolean isRoot, @Nullable Tag tag)
      throws JsonMappingException {
    if (serializer.usesObjectId()) {
      return StrictTypeVisitor.anything(); // the object, or its object id if it was written before
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (serializer.getClass().getSimpleName().equals("BeanAsArraySerializer")) {
      return schema.put("type", "array");
    }
    if (isRoot) {
      describe(schema, type, serializer, tag);
      return schema;
    }
    Key key = new Key(type, tag);
    String known = names.get(key);
    if (known == null) {
      known = unusedName(type);
      names.put(key, known);
      ObjectNode definition = definitions.putObject(known);
      describe(definition, type, serializer, tag);
    }
    return schema.put("$ref", PREFIX + known);
  }

  private String unusedName(JavaType type) {
    String expected = name(type);
    String name = expected;
    for (int count = 1; names.containsValue(name); count++) {
      name = expected + "_" + count;
    }
    return name;
  }

  private static String name(JavaType type) {
    JsonTypeName typeName = type.getRawClass().getDeclaredAnnotation(JsonTypeName.class);
    String name =
        typeName == null || typeName.value().isEmpty()
            ? type.getRawClass().getSimpleName()
            : typeName.value();
    if (!type.hasGenericTypes()) {
      return name;
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < type.containedTypeCount(); i++) {
      arguments.add(name(type.containedType(i)));
    }
    return name + "(" + String.join(",", arguments) + ")";
  }

  private void describe(
      ObjectNode schema, JavaType type, BeanSerializerBase serializer, @Nullable Tag tag)
      throws JsonMappingException {
    schema.put("type", "object");
    schema.put("additionalProperties", !isClosed || hasUnknownProperties(type, serializer));
    if (tag != null) {
      schema.put("title", tag.id());
    }
    ObjectNode properties = schema.putObject("properties");
    if (tag != null) {
      ObjectNode property = properties.putObject(tag.property());
      property.put("type", "string").putArray("enum").add(tag.id());
      property.put("default", tag.id());
      required(schema).add(tag.property());
    }
    PropertyVisitor visitor = new PropertyVisitor(schema, properties, serializer);
    serializer.acceptJsonFormatVisitor(
        new JsonFormatVisitorWrapper.Base(walk.provider()) {
          @Override
          public JsonObjectFormatVisitor expectObjectFormat(JavaType visited) {
            return visitor;
          }
        },
        type);
  }

  private static ArrayNode required(ObjectNode schema) {
    return schema.withArray("required");
  }

  /** Whether properties are written whose names are not known from the class. */
  private boolean hasUnknownProperties(JavaType type, BeanSerializerBase serializer) {
    if (walk.config().introspect(type).findAnyGetter() != null) {
      return true;
    }
    for (var each = serializer.properties(); each.hasNext(); ) {
      if (each.next() instanceof BeanPropertyWriter writer
          && writer.isUnwrapping()
          && walk.config().introspect(writer.getType()).findAnyGetter() != null) {
        return true;
      }
    }
    return false;
  }

  /** Adds the properties of an object to its schema. */
  private final class PropertyVisitor extends JsonObjectFormatVisitor.Base {

    private final ObjectNode schema;
    private final ObjectNode properties;
    private final Set<Object> ownProperties = Collections.newSetFromMap(new IdentityHashMap<>());

    PropertyVisitor(ObjectNode schema, ObjectNode properties, BeanSerializerBase serializer) {
      super(walk.provider());
      this.schema = schema;
      this.properties = properties;
      serializer.properties().forEachRemaining(ownProperties::add);
    }

    @Override
    public void property(BeanProperty property) throws JsonMappingException {
      describe(property, true);
    }

    @Override
    public void optionalProperty(BeanProperty property) throws JsonMappingException {
      describe(property, false);
    }

    @Override
    public void property(String name, JsonFormatVisitable handler, JavaType type) {
      optionalProperty(name, handler, type);
    }

    @Override
    public void optionalProperty(String name, JsonFormatVisitable handler, JavaType type) {
      properties.putIfAbsent(name, StrictTypeVisitor.anything());
    }

    private void describe(BeanProperty property, boolean isRequired) throws JsonMappingException {
      String name = property.getName();
      if (properties.has(name)) {
        return;
      }
      if (!(property instanceof BeanPropertyWriter writer)) {
        properties.set(name, StrictTypeVisitor.anything());
        return;
      }
      JavaType type =
          writer.getSerializationType() == null ? writer.getType() : writer.getSerializationType();
      TypeSerializer types = writer.getTypeSerializer();
      boolean isPromised = isRequired || isNeverNull(writer);
      properties.putObject(name); // reserves the position while its schema is created
      ObjectNode value = walk.value(type, writer, writer.getSerializer(), types);
      properties.set(name, walk.nullable(value, type, isPromised));
      if (types != null && types.getTypeInclusion() == JsonTypeInfo.As.EXTERNAL_PROPERTY) {
        properties.set(types.getPropertyName(), StrictTypeVisitor.anything());
      }
      if ((type.isPrimitive() || isPromised)
          && ownProperties.contains(writer)
          && !new Suppression(writer).mayOmit()) {
        required(schema).add(name);
      }
    }
  }

  private static boolean isNeverNull(BeanProperty property) {
    return property.getAnnotation(NotNull.class) != null
        || property.getAnnotation(NotBlank.class) != null
        || property.getAnnotation(NotEmpty.class) != null;
  }

  /** Access to the values for which a property is omitted. */
  private static final class Suppression extends BeanPropertyWriter {

    private static final long serialVersionUID = 1L;

    Suppression(BeanPropertyWriter writer) {
      super(writer);
    }

    /** Whether the property may be omitted. Null is excluded by annotations. */
    boolean mayOmit() {
      return _suppressableValue != null;
    }
  }
}
