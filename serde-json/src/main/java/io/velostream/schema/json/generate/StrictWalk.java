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
 * One walk from a class over the serializers that write it, down to scalars. A serializer is asked
 * for its shape only where its answer is to be trusted; scalars of the JDK are described by what is
 * written for a sample. What cannot be told is described by the schema that admits everything. For
 * one thread.
 */
final class StrictWalk {

  private final GenerationSettings settings;
  private final SerializerProvider provider;
  private final SerializationConfig config;
  private final ObjectMapper mapper;
  private final WrittenSamples samples;
  private final StrictObjects objects;
  private final StrictHierarchies hierarchies;

  StrictWalk(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
    this.provider = mapper.getSerializerProviderInstance();
    this.config = mapper.getSerializationConfig();
    this.samples = new WrittenSamples(mapper, provider);
    this.objects = new StrictObjects(this, settings.isClosed());
    this.hierarchies = new StrictHierarchies(this, mapper.getSubtypeResolver());
  }

  SerializerProvider provider() {
    return provider;
  }

  SerializationConfig config() {
    return config;
  }

  StrictObjects objects() {
    return objects;
  }

  ObjectNode definitions() {
    return objects.definitions();
  }

  /** The schema of the class that is written as a whole value: exactly this class. */
  ObjectNode root(JavaType type) throws JsonMappingException {
    TypeSerializer types = provider.findTypeSerializer(type);
    return types == null
        ? plain(type, null, provider.findValueSerializer(type, null), true)
        : hierarchies.branchOf(type, types, true);
  }

  /**
   * The schema of a value that stands in another one, nulls apart.
   *
   * @param type its declared type
   * @param property the property whose annotations count for it; null for none
   * @param given the serializer that writes it, if one is fixed
   * @param types writes what tells its class; null when nothing does
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

  /** The schema of a value whose class is told elsewhere, or not at all. */
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
    return Converters.of(converting).getOutputType(provider.getTypeFactory());
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
    SerializerShape shape = new SerializerShape(provider);
    serializer.acceptJsonFormatVisitor(shape, type);
    return switch (shape.kind()) {
      case SCALAR -> shape.scalar();
      case ARRAY -> array(type, property, shape);
      case MAP -> map(type, property, shape);
      case ANYTHING -> anything();
    };
  }

  private ObjectNode array(JavaType type, @Nullable BeanProperty property, SerializerShape shape)
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

  private ObjectNode map(JavaType type, @Nullable BeanProperty property, SerializerShape shape)
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

  /** What tells the classes of elements, values of maps, and contents of references. */
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
    Boolean asked =
        property == null
            ? null
            : property
                .findPropertyFormat(config, type.getRawClass())
                .getFeature(JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED);
    return asked != null
        ? asked
        : config.isEnabled(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED);
  }

  /** A schema or null. */
  ObjectNode nullable(ObjectNode schema, JavaType type, boolean isNeverNull) {
    return type.isPrimitive() || isNeverNull
        ? schema
        : Nullability.of(schema, settings.usesOneOf());
  }

  /** Serializers of others may write anything, unless they describe themselves. */
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

  /** Whether objects of other classes, whose properties are not known, stand in its place. */
  private static boolean isOpen(JavaType type) {
    return Modifier.isAbstract(type.getRawClass().getModifiers())
        || type.isJavaLangObject()
        || type.isInterface();
  }

  static ObjectNode anything() {
    return JsonNodeFactory.instance.objectNode();
  }
}
