// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes the id of a schema to the configured placement: before the payload or in a header. */
public final class IdWriter {

  private static final byte[] NO_PREFIX = {};

  private final boolean writesHeader;
  private final String headerName;
  private final String placementKey;

  public IdWriter(SerdeConfig config) {
    placementKey = config.isKey() ? SerdeKeys.KEY_ID_SERIALIZER : SerdeKeys.VALUE_ID_SERIALIZER;
    String placement = config.text(placementKey);
    writesHeader = IdPlacement.HEADER.key().equals(placement);
    headerName = WireFormat.headerName(config.isKey());
  }

  /** The frame of a schema of a format without bytes that follow the id. */
  public SchemaFrame frame(RegisteredSchema schema) {
    return frame(schema, NO_PREFIX);
  }

  /**
   * The frame of a schema.
   *
   * @param suffix the bytes of the format that follow the id
   * @throws SerializationException if the schema has no GUID for a header, or no id for a prefix
   */
  public SchemaFrame frame(RegisteredSchema schema, byte[] suffix) {
    if (!writesHeader && schema.id() == null) {
      throw new SerializationException(
          "the registry gives no id for "
              + schema.name()
              + ", which stands before each payload; set "
              + placementKey
              + "=header, or give the id with "
              + SerdeKeys.USE_SCHEMA_ID);
    }
    if (!writesHeader) {
      return new SchemaFrame(joined(WireFormat.idFrame(schema.idValue()), suffix), null);
    }
    UUID guid = schema.guid();
    if (guid == null) {
      throw new SerializationException(
          "a header holds the GUID of the schema, but the registry gives none for "
              + schema.name()
              + ", as registries older than 8.0 do; set "
              + placementKey
              + "=prefix");
    }
    return new SchemaFrame(NO_PREFIX, joined(WireFormat.guidFrame(guid), suffix));
  }

  private static byte[] joined(byte[] frame, byte[] suffix) {
    byte[] joined = Arrays.copyOf(frame, frame.length + suffix.length);
    System.arraycopy(suffix, 0, joined, frame.length, suffix.length);
    return joined;
  }

  /** Adds the header, unless the last header of this name has the same value. */
  public void addHeader(String topic, @Nullable Headers headers, byte[] value) {
    if (headers == null) {
      throw new SerializationException(
          "cannot write the schema's id to a header for topic "
              + topic
              + ": the caller gave no headers; call serialize(topic, headers, data), or set "
              + placementKey
              + "=prefix");
    }
    Header last = headers.lastHeader(headerName);
    if (last == null || !Arrays.equals(last.value(), value)) {
      headers.add(headerName, value.clone());
    }
  }

  /**
   * Removes the header of the record whose headers this one is forwarded with: readers look into
   * headers first, and would take the id and its frame for a part of the payload.
   */
  public void removeHeader(@Nullable Headers headers) {
    if (headers != null && headers.lastHeader(headerName) != null) {
      headers.remove(headerName);
    }
  }
}
