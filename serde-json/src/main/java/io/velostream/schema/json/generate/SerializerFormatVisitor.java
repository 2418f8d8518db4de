// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonAnyFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatTypes;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Collects the JSON format that a serializer describes. */
final class SerializerFormatVisitor extends JsonFormatVisitorWrapper.Base {

  /** The kinds of JSON. */
  enum Kind {
    SCALAR,
    ARRAY,
    MAP,
    ANYTHING
  }

  private final ObjectNode scalar = JsonNodeFactory.instance.objectNode();
  private Kind kind = Kind.ANYTHING;
  private @Nullable JavaType content;
  private @Nullable JsonSerializer<?> contentSerializer;
  private @Nullable String contentType;

  SerializerFormatVisitor(SerializerProvider provider) {
    super(provider);
  }

  Kind kind() {
    return kind;
  }

  /** The schema of a scalar. */
  ObjectNode scalar() {
    return scalar;
  }

  /**
   * The type of elements or map values: the declared type, or else the type that the serializer
   * reports.
   */
  @Nullable JavaType contentOr(@Nullable JavaType declared) {
    return declared == null ? content : declared;
  }

  /** The serializer of elements or map values, if it is fixed. */
  @Nullable JsonSerializer<?> content() {
    return contentSerializer;
  }

  /** The JSON type of elements that have no serializer. */
  @Nullable String contentType() {
    return contentType;
  }

  private void scalar(String type) {
    kind = Kind.SCALAR;
    scalar.put("type", type);
  }

  private void content(JsonFormatVisitable handler, JavaType type) {
    content = type;
    contentSerializer = handler instanceof JsonSerializer<?> fixed ? fixed : null;
  }

  @Override
  public JsonStringFormatVisitor expectStringFormat(JavaType type) {
    scalar("string");
    return new JsonStringFormatVisitor.Base();
  }

  @Override
  public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
    scalar("number");
    return new JsonNumberFormatVisitor.Base();
  }

  @Override
  public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
    scalar("integer");
    return new JsonIntegerFormatVisitor.Base();
  }

  @Override
  public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
    scalar("boolean");
    return new JsonBooleanFormatVisitor.Base();
  }

  @Override
  public JsonAnyFormatVisitor expectAnyFormat(JavaType type) {
    kind = Kind.ANYTHING;
    return new JsonAnyFormatVisitor.Base();
  }

  @Override
  public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
    kind = Kind.ARRAY;
    return new JsonArrayFormatVisitor.Base(getProvider()) {
      @Override
      public void itemsFormat(JsonFormatVisitable handler, JavaType elementType) {
        content(handler, elementType);
      }

      @Override
      public void itemsFormat(JsonFormatTypes format) {
        contentType = format.value();
      }
    };
  }

  @Override
  public JsonMapFormatVisitor expectMapFormat(JavaType type) {
    kind = Kind.MAP;
    return new JsonMapFormatVisitor.Base(getProvider()) {
      @Override
      public void valueFormat(JsonFormatVisitable handler, JavaType valueType) {
        content(handler, valueType);
      }
    };
  }
}
