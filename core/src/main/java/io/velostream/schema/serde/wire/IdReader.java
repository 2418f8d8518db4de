// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.SchemaSelectionKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Finds the frame that names a record's schema, where the configuration says to look. */
public final class IdReader {

  private final boolean needsHeader;
  private final boolean ignoresHeaders;
  private final String headerName;
  private final String key;
  private final String what;

  /** The frame that stands for all records; null when each has its own. */
  private final byte @Nullable [] configured;

  private final ForeignFrame foreign;

  /**
   * A reader of the first place that is configured.
   *
   * @param foreign what is said of records of others
   */
  public IdReader(SerdeConfig config, ForeignFrame foreign) {
    this.foreign = foreign;
    key = key(config);
    IdPlacement placement = places(config).get(0);
    needsHeader = placement == IdPlacement.HEADER;
    ignoresHeaders = placement == IdPlacement.PREFIX;
    headerName = WireFormat.headerName(config.isKey());
    what = config.isKey() ? "key" : "value";
    configured = placement == IdPlacement.CONFIG ? configured(config) : null;
  }

  /** Whether schemas are looked for in a registry, as a configuration says. */
  public static boolean needsRegistry(SerdeConfig config) {
    return places(config).stream().anyMatch(IdPlacement::isOfRegistry)
        || config.flag(SerdeKeys.USE_LATEST)
        || !SchemaSelectionKeys.metadata(config).isEmpty()
        || config.guid() != null
        || config.number(SerdeKeys.USE_SCHEMA_ID) >= 0;
  }

  /** The key that says where ids are looked for. */
  public static String key(SerdeConfig config) {
    return config.isKey() ? SerdeKeys.KEY_ID_DESERIALIZER : SerdeKeys.VALUE_ID_DESERIALIZER;
  }

  /** Where they are looked for. */
  public static List<IdPlacement> places(SerdeConfig config) {
    return IdPlacement.list(key(config), config.text(key(config)));
  }

  private byte[] configured(SerdeConfig config) {
    UUID guid = config.guid();
    int id = config.number(SerdeKeys.USE_SCHEMA_ID);
    if ((guid == null) == (id < 0)) {
      throw new ConfigException(
          key
              + "="
              + IdPlacement.CONFIG.key()
              + " needs one of "
              + SerdeKeys.USE_SCHEMA_ID
              + " and "
              + SerdeKeys.USE_SCHEMA_GUID);
    }
    return guid == null ? WireFormat.idFrame(id) : WireFormat.guidFrame(guid);
  }

  /**
   * The frame in the last header of the name, or that of the configuration; null when the frame
   * stands before the payload.
   *
   * @param data the payload, to be looked at for an error's message only
   * @throws SerializationException when the header holds no frame, or is missing and must be there
   */
  public byte @Nullable [] header(String topic, @Nullable Headers headers, byte[] data) {
    if (isInPrefix(headers)) {
      return configured;
    }
    Header header = lastHeader(headers);
    if (header == null && needsHeader) {
      throw missing(topic, headers, data, 0, data.length);
    }
    return header == null ? null : requireFrame(topic, header.value());
  }

  /** As for an array; the buffer's position stays where it is. */
  public byte @Nullable [] header(String topic, @Nullable Headers headers, ByteBuffer data) {
    if (isInPrefix(headers)) {
      return configured;
    }
    Header header = lastHeader(headers);
    if (header == null && needsHeader) {
      byte[] copy = new byte[data.remaining()];
      data.get(data.position(), copy);
      throw missing(topic, headers, copy, 0, copy.length);
    }
    return header == null ? null : requireFrame(topic, header.value());
  }

  private boolean isInPrefix(@Nullable Headers headers) {
    return configured != null || (headers == null ? !needsHeader : ignoresHeaders);
  }

  private @Nullable Header lastHeader(@Nullable Headers headers) {
    return headers == null ? null : headers.lastHeader(headerName);
  }

  private SerializationException missing(
      String topic, @Nullable Headers headers, byte[] bytes, int offset, int length) {
    String hint =
        WireFormat.frameLength(bytes, offset, length) > 0
            ? "; its payload begins with a frame, which " + key + "=dual reads"
            : foreign.hint(headers, bytes, offset, length);
    return malformed(topic, "has no header " + headerName + hint);
  }

  /**
   * The length of the frame before the payload.
   *
   * @param bytes what the payload begins with, at least as many bytes of it as any frame takes
   * @param length how many bytes the payload has
   * @param headers the record's headers, to be looked at for an error's message only
   * @throws SerializationException when there is no whole frame
   */
  public int prefixLength(
      String topic, @Nullable Headers headers, byte[] bytes, int offset, int length) {
    int frameLength = WireFormat.frameLength(bytes, offset, length);
    if (frameLength == 0) {
      String problem = WireFormat.problem(bytes, offset, length);
      throw malformed(topic, problem + foreign.hint(headers, bytes, offset, length));
    }
    return frameLength;
  }

  private byte[] requireFrame(String topic, byte @Nullable [] value) {
    if (value == null) {
      throw malformed(topic, "has a header " + headerName + " without a value");
    }
    int frameLength = WireFormat.frameLength(value, 0, value.length);
    if (frameLength == 0) {
      String problem = WireFormat.problem(value, 0, value.length);
      throw malformed(topic, "has a header " + headerName + " that " + problem);
    }
    if (frameLength != value.length) {
      throw malformed(
          topic, "has a header " + headerName + " of " + value.length + " bytes, too many");
    }
    return value;
  }

  private SerializationException malformed(String topic, String problem) {
    return new SerializationException(
        "cannot deserialize a " + what + " of topic " + topic + ": it " + problem);
  }
}
