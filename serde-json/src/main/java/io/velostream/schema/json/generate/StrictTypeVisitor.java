// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanSerializerFactory;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.JsonValueSerializer;
import com.fasterxml.jackson.databind.ser.std.RawSerializer;
import com.fasterxml.jackson.databind.ser.std.ReferenceTypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Visits a class through its serializers, down to scalars. A serializer is queried for its format
 * only if its answer is reliable. Scalars of the JDK are described from the output for a sample.
 * Unknown types get the schema that accepts everything. Not thread-safe.
 */
final class StrictTypeVisitor {

  private final GenerationSettings settings;
  private final SerializerProvider provider;
  private final SerializationConfig config;
  private final ObjectMapper mapper;
  private final SampleSchemas samples;
  private final StrictObjectSchemas objects;
  private final StrictPolymorphicSchemas hierarchies;

  StrictTypeVisitor(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
    this.provider = mapper.getSerializerProviderInstance();
    this.config = mapper.getSerializationConfig();
    this.samples = new SampleSchemas(mapper, provider);
    this.objects = new StrictObjectSchemas(this, settings.isClosed());
    this.hierarchies = new StrictPolymorphicSchemas(this, mapper.getSubtypeResolver());
  }

  SerializerProvider provider() {
    return provider;
  }

  SerializationConfig config() {
    return config;
  }

  StrictObjectSchemas objects() {
    return objects;
  }

  ObjectNode definitions() {
    return objects.definitions();
  }

  /** The schema of a top-level value of exactly this class. */
  ObjectNode root(JavaType type) throws JsonMappingException {
    TypeSerializer types = provider.findTypeSerializer(type);
    return types == null
        ? plain(type, null, provider.findValueSerializer(type, null), true)
        : hierarchies.branchOf(type, types, true);
  }

  /**
   * The schema of a nested value, without null.
   *
   * @param type the declared type
   * @param property the property whose annotations apply; null for none
   * @param given the serializer, if it is fixed
   * @param types the type serializer; null when no type information is written
   */
  ObjectNode value(
      JavaType type,
      @Nullable BeanProperty property,
      @Nullable JsonSerializer<?> given,
      @Nullable TypeSerializer types)
      throws JsonMappingException {
    if (types != null) {
      return hierarchies.value(type, property, types);
    }
    JsonSerializer<?> serializer =
        given == null ? provider.findPrimaryPropertySerializer(type, property) : given;
    return plain(type, property, serializer, false);
  }

  /** The schema of a value without type information. */
  ObjectNode plain(
      JavaType declared, @Nullable BeanProperty property, JsonSerializer<?> given, boolean isRoot)
      throws JsonMappingException {
    JavaType type = declared;
    JsonSerializer<?> serializer = given;
    while (serializer instanceof StdDelegatingSerializer converting) {
      type = outputType(converting);
      serializer = converting.getDelegatee();
      if (serializer == null) {
        return type.isJavaLangObject() ? anything() : value(type, property, null, null);
      }
    }
    if (type.isReferenceType() && serializer instanceof ReferenceTypeSerializer) {
      JavaType content = type.getReferencedType();
      return nullable(value(content, property, null, contentTypes(type, property)), content, false);
    }
    if (!isTrusted(serializer) || serializer instanceof RawSerializer) {
      return anything();
    }
    if (serializer instanceof BeanSerializerBase bean) {
      return isRoot || !isOpen(type) ? objects.of(type, bean, isRoot) : anything();
    }
    if (type.isEnumType()) {
      return samples.ofEnum(type.getRawClass(), serializer);
    }
    ObjectNode sampled = samples.ofScalar(type.getRawClass(), serializer);
    if (sampled != null) {
      return sampled;
    }
    return serializer instanceof JsonValueSerializer
        ? ofJsonValue(type, property)
        : visited(type, property, serializer);
  }

  private JavaType outputType(StdDelegatingSerializer converting) {
    return SerializerConverters.of(converting).getOutputType(provider.getTypeFactory());
  }

  private ObjectNode ofJsonValue(JavaType type, @Nullable BeanProperty property)
      throws JsonMappingException {
    AnnotatedMember accessor = config.introspect(type).findJsonValueAccessor();
    if (accessor == null || accessor.getType().isJavaLangObject()) {
      return anything();
    }
    JavaType written = accessor.getType();
    return value(written, property, null, provider.findTypeSerializer(written));
  }

  private ObjectNode visited(
      JavaType type, @Nullable BeanProperty property, JsonSerializer<?> serializer)
      throws JsonMappingException {
    SerializerFormatVisitor shape = new SerializerFormatVisitor(provider);
    serializer.acceptJsonFormatVisitor(shape, type);
    return switch (shape.kind()) {
      case SCALAR -> shape.scalar();
      case ARRAY -> array(type, property, shape);
      case MAP -> map(type, property, shape);
      case ANYTHING -> anything();
    };
  }

  private ObjectNode array(
      JavaType type, @Nullable BeanProperty property, SerializerFormatVisitor shape)
      throws JsonMappingException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (unwrapsSingleElements(type, property)) {
      return schema;
    }
    schema.put("type", "array");
    JavaType content = shape.contentOr(type.getContentType());
    if (shape.contentType() != null && (content == null || content.isPrimitive())) {
      schema.putObject("items").put("type", shape.contentType());
    } else {
      schema.set("items", content(type, content, property, shape.content()));
    }
    return schema;
  }

  private ObjectNode map(
      JavaType type, @Nullable BeanProperty property, SerializerFormatVisitor shape)
      throws JsonMappingException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    JavaType content = shape.contentOr(type.getContentType());
    schema.set("additionalProperties", content(type, content, property, shape.content()));
    return schema;
  }

  private ObjectNode content(
      JavaType container,
      @Nullable JavaType content,
      @Nullable BeanProperty property,
      @Nullable JsonSerializer<?> given)
      throws JsonMappingException {
    if (content == null || content.isJavaLangObject()) {
      return anything();
    }
    TypeSerializer types = contentTypes(container, property);
    JsonSerializer<?> serializer =
        given == null ? provider.findContentValueSerializer(content, property) : given;
    return nullable(value(content, property, serializer, types), content, false);
  }

  /** The type serializer of elements, map values, and contents of references. */
  private @Nullable TypeSerializer contentTypes(JavaType container, @Nullable BeanProperty property)
      throws JsonMappingException {
    JavaType content = container.getContentType();
    if (content == null) {
      return null;
    }
    AnnotatedMember member = property == null ? null : property.getMember();
    return member != null && mapper.getSerializerFactory() instanceof BeanSerializerFactory factory
        ? factory.findPropertyContentTypeSerializer(container, config, member)
        : provider.findTypeSerializer(content);
  }

  private boolean unwrapsSingleElements(JavaType type, @Nullable BeanProperty property) {
    Boolean requested =
        property == null
            ? null
            : property
                .findPropertyFormat(config, type.getRawClass())
                .getFeature(JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED);
    return requested != null
        ? requested
        : config.isEnabled(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED);
  }

  /** A nullable schema. */
  ObjectNode nullable(ObjectNode schema, JavaType type, boolean isNeverNull) {
    return type.isPrimitive() || isNeverNull
        ? schema
        : NullableSchemas.of(schema, settings.usesOneOf());
  }

  /** Whether a serializer is reliable: it is Jackson's own, or it describes its format. */
  private static boolean isTrusted(JsonSerializer<?> serializer) {
    return isOfJackson(serializer.getClass()) || describesItself(serializer.getClass());
  }

  private static boolean describesItself(Class<?> type) {
    for (Class<?> up = type; up != null && !isOfJackson(up); up = up.getSuperclass()) {
      for (var method : up.getDeclaredMethods()) {
        if (method.getName().equals("acceptJsonFormatVisitor")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfJackson(Class<?> type) {
    return type.getName().startsWith("com.fasterxml.jackson.");
  }

  /** Whether values may be of subclasses, whose properties are unknown. */
  private static boolean isOpen(JavaType type) {
    return Modifier.isAbstract(type.getRawClass().getModifiers())
        || type.isJavaLangObject()
        || type.isInterface();
  }

  static ObjectNode anything() {
    return JsonNodeFactory.instance.objectNode();
  }
}
