// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import java.util.UUID;

/**
 * The key of a schema in a frame.
 *
 * @param kind the kind of key
 * @param high the upper 64 bits of a 128-bit key; else 0
 * @param low the key, or its lower 64 bits
 */
public record FrameKey(Kind kind, long high, long low) {

  /** The kind of key. */
  public enum Kind {
    /** The id in a registry of Confluent's protocol. */
    ID,
    /** The GUID in a registry of Confluent's protocol. */
    GUID,
    /** The id of a version in Apicurio's registry. */
    APICURIO_GLOBAL_ID,
    /** The id of a text in Apicurio's registry. */
    APICURIO_CONTENT_ID,
    /** The UUID of a version in AWS Glue's registry. */
    GLUE_VERSION,
    /** The CRC-64-AVRO fingerprint of an Avro schema. */
    FINGERPRINT,
    /** None: the schema is configured. */
    CONFIGURED
  }

  /** Returns the key in the complete frame at {@code offset}. */
  public static FrameKey of(byte[] frame, int offset) {
    return WireFormat.isGuid(frame, offset)
        ? new FrameKey(
            Kind.GUID, WireFormat.guidHigh(frame, offset), WireFormat.guidLow(frame, offset))
        : new FrameKey(Kind.ID, 0, WireFormat.id(frame, offset));
  }

  public boolean isGuid() {
    return kind == Kind.GUID;
  }

  public int id() {
    return (int) low;
  }

  public UUID guid() {
    return new UUID(high, low);
  }

  /** Whether the payload has the encoding of Confluent's serializers, with its deviations. */
  public boolean isConfluent() {
    return kind == Kind.ID || kind == Kind.GUID;
  }

  public boolean isOfApicurio() {
    return kind == Kind.APICURIO_GLOBAL_ID || kind == Kind.APICURIO_CONTENT_ID;
  }

  /** A phrase that follows "written" in messages. */
  @Override
  public String toString() {
    return switch (kind) {
      case ID -> "with schema id " + low;
      case GUID -> "with schema GUID " + guid();
      case APICURIO_GLOBAL_ID -> "with Apicurio's globalId " + low;
      case APICURIO_CONTENT_ID -> "with Apicurio's contentId " + low;
      case GLUE_VERSION -> "with AWS Glue's schema version " + guid();
      case FINGERPRINT -> "with the schema of fingerprint " + String.format("%016x", low);
      case CONFIGURED -> "without a frame";
    };
  }
}
