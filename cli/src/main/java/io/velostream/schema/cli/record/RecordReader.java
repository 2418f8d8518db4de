// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.record;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.protobuf.schema.ProtobufFormat;
import io.velostream.schema.protobuf.schema.ProtobufSchema;
import io.velostream.schema.registry.protocol.SchemaRequests;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads keys or values of records whatever their schema is. Not safe for use by many threads. */
public final class RecordReader {

  private static final int ID_LENGTH = 5;
  private static final int GUID_LENGTH = 17;

  private final SchemaResolver resolver;
  private final boolean isKey;
  private final Map<SchemaId, List<SubjectVersion>> places = new HashMap<>();

  /** Creates a reader of keys or of values. */
  public RecordReader(SchemaResolver resolver, boolean isKey) {
    this.resolver = resolver;
    this.isKey = isKey;
  }

  /**
   * A key or value.
   *
   * @param id the id of its schema; null if that is not known, or if it has no schema
   * @param places the subjects and versions that it can be of; several if subjects share the
   *     schema, and nothing tells which is meant; empty if the registry does not tell
   * @param value what it holds
   */
  public record Content(@Nullable SchemaId id, List<SubjectVersion> places, JsonNode value) {

    /** The only place; null if there is none, or more than one. */
    public @Nullable SubjectVersion at() {
      return places.size() == 1 ? places.get(0) : null;
    }
  }

  /** A key or value that cannot be read; the message says why. */
  public static final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads a key or value.
   *
   * @param topic the topic, by which the subject is chosen; null if that is not known
   * @param headers the headers of the record; null for none
   * @throws UnreadableException if it has no frame, or does not fit its schema
   * @throws io.velostream.schema.model.RegistryUnavailableException if the registry gives no answer
   */
  public Content read(@Nullable String topic, @Nullable Headers headers, byte[] bytes)
      throws UnreadableException {
    Header header =
        headers == null
            ? null
            : headers.lastHeader(isKey ? "__key_schema_id" : "__value_schema_id");
    byte[] frame = header == null ? bytes : header.value();
    if (isKey && header == null) {
      String text = text(bytes);
      if (text != null) {
        return new Content(null, List.of(), TextNode.valueOf(text));
      }
    }
    int length = frameLength(frame);
    RegisteredSchema schema = schema(frame);
    JsonNode value =
        header == null ? value(schema, bytes, length, null) : value(schema, bytes, 0, frame);
    return new Content(schema.id(), places(topic, schema), value);
  }

  /** The text of a key without a frame, as string serializers write it; null if it is none. */
  private static @Nullable String text(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] >= 0 && bytes[0] < ' ') {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static int frameLength(byte[] frame) throws UnreadableException {
    if (frame.length >= ID_LENGTH && frame[0] == 0) {
      return ID_LENGTH;
    }
    if (frame.length >= GUID_LENGTH && frame[0] == 1) {
      return GUID_LENGTH;
    }
    throw new UnreadableException(
        "it has no frame with an id or a GUID of a schema, of "
            + frame.length
            + " bytes the first is "
            + (frame.length == 0 ? "missing" : String.format("0x%02x", frame[0])),
        null);
  }

  private RegisteredSchema schema(byte[] frame) throws UnreadableException {
    ByteBuffer buffer = ByteBuffer.wrap(frame, 1, frame.length - 1);
    try {
      return frame[0] == 0
          ? resolver.byId(SchemaId.of(buffer.getInt()))
          : resolver.byGuid(Subject.DEFAULT_CONTEXT, new UUID(buffer.getLong(), buffer.getLong()));
    } catch (SchemaNotFoundException | IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads a value; formats may have added to its frame, which is in a header or before it. */
  private JsonNode value(
      RegisteredSchema schema, byte[] bytes, int offset, byte @Nullable [] header)
      throws UnreadableException {
    String type = schema.definition().type();
    try {
      return switch (type) {
        case AvroFormat.TYPE ->
            AvroJson.read(resolver.parse(schema, AvroFormat.INSTANCE), bytes, offset);
        case JsonFormat.TYPE ->
            Json.parse(new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8));
        case ProtobufFormat.TYPE -> {
          ProtobufSchema parsed = resolver.parse(schema, ProtobufFormat.INSTANCE);
          yield header == null
              ? ProtobufJson.read(parsed, bytes, offset)
              : ProtobufJson.read(parsed, header, frameLength(header), bytes);
        }
        default ->
            throw new UnreadableException(
                schema.name() + " is of type " + type + ", only AVRO, JSON and PROTOBUF are read",
                null);
      };
    } catch (IOException | AvroRuntimeException e) {
      throw new UnreadableException("it does not fit " + schema.name() + ": " + reason(e), e);
    }
  }

  private static String reason(Exception failure) {
    if (failure instanceof EOFException) {
      return "it ends before the value does";
    }
    if (failure instanceof JsonProcessingException json) {
      JsonLocation at = json.getLocation();
      return "line "
          + at.getLineNr()
          + ", column "
          + at.getColumnNr()
          + ": "
          + json.getOriginalMessage();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** The place of a schema in the subject of the topic, or else all places. */
  private List<SubjectVersion> places(@Nullable String topic, RegisteredSchema schema) {
    SchemaId id = schema.id();
    List<SubjectVersion> all = id == null ? List.of() : places.computeIfAbsent(id, this::places);
    String usual = topic + (isKey ? "-key" : "-value");
    for (SubjectVersion each : all) {
      if (each.subject().name().equals(usual)) {
        return List.of(each);
      }
    }
    SubjectVersion own = schema.subjectVersion();
    return all.isEmpty() && own != null ? List.of(own) : all;
  }

  private List<SubjectVersion> places(SchemaId id) {
    try {
      return resolver.registry().call(SchemaRequests.versionsOf(id));
    } catch (SchemaNotFoundException e) {
      return List.of(); // an older registry
    }
  }
}
