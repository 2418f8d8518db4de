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

/** Finds the frame of a record in the configured placement. */
public final class IdReader {

  private final boolean needsHeader;
  private final boolean ignoresHeaders;
  private final String headerName;
  private final String key;
  private final String keyOrValue;

  /** The configured frame of all records; null if each record has its own. */
  private final byte @Nullable [] configured;

  private final FrameHints hints;
  private final boolean allowsSuffix;

  /** Creates a reader for a format without bytes that follow the id. */
  public IdReader(SerdeConfig config, FrameHints hints) {
    this(config, hints, false);
  }

  /**
   * Creates a reader of the first configured placement.
   *
   * @param hints the hints for unreadable records
   * @param allowsSuffix whether bytes of the format follow the id in a header
   */
  public IdReader(SerdeConfig config, FrameHints hints, boolean allowsSuffix) {
    this.allowsSuffix = allowsSuffix;
    this.hints = hints;
    key = key(config);
    IdPlacement placement = placements(config).get(0);
    needsHeader = placement == IdPlacement.HEADER;
    ignoresHeaders = placement == IdPlacement.PREFIX;
    headerName = WireFormat.headerName(config.isKey());
    keyOrValue = config.isKey() ? "key" : "value";
    configured = placement == IdPlacement.CONFIG ? configured(config) : null;
  }

  /** Whether the configuration needs a registry. */
  public static boolean needsRegistry(SerdeConfig config) {
    return placements(config).stream().anyMatch(IdPlacement::usesRegistry)
        || config.flag(SerdeKeys.USE_LATEST)
        || !SchemaSelectionKeys.metadata(config).isEmpty()
        || config.guid() != null
        || config.number(SerdeKeys.USE_SCHEMA_ID) >= 0;
  }

  /** The key of the placements. */
  public static String key(SerdeConfig config) {
    return config.isKey() ? SerdeKeys.KEY_ID_DESERIALIZER : SerdeKeys.VALUE_ID_DESERIALIZER;
  }

  /** The configured placements. */
  public static List<IdPlacement> placements(SerdeConfig config) {
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
   * Returns the frame in the last header, or the configured one; null if the frame precedes the
   * payload.
   *
   * @param data the payload, used for error messages only
   * @throws SerializationException if the header holds no frame, or a required header is missing
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

  /** As for an array; the buffer's position is unchanged. */
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
            : hints.hint(headers, bytes, offset, length);
    return malformed(topic, "has no header " + headerName + hint);
  }

  /**
   * The length of the frame before the payload.
   *
   * @param bytes the payload, at least as many bytes as the longest frame has
   * @param length the length of the payload
   * @param headers the record's headers, used for error messages only
   * @throws SerializationException if there is no complete frame
   */
  public int prefixLength(
      String topic, @Nullable Headers headers, byte[] bytes, int offset, int length) {
    int frameLength = WireFormat.frameLength(bytes, offset, length);
    if (frameLength == 0) {
      String problem = WireFormat.problem(bytes, offset, length);
      throw malformed(topic, problem + hints.hint(headers, bytes, offset, length));
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
    if (frameLength != value.length && !allowsSuffix) {
      throw malformed(
          topic, "has a header " + headerName + " of " + value.length + " bytes, too many");
    }
    return value;
  }

  private SerializationException malformed(String topic, String problem) {
    return new SerializationException(
        "cannot deserialize a " + keyOrValue + " of topic " + topic + ": it " + problem);
  }
}
