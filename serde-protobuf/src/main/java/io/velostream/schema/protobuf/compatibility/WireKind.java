// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.compatibility;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** Types of fields that read each other's encoding, by the language guide of Protocol Buffers. */
enum WireKind {
  /** int32, int64, uint32, uint64, bool and enums. */
  VARINT,
  /** sint32 and sint64. */
  ZIGZAG,
  FIXED32,
  FIXED64,
  FLOAT,
  DOUBLE,
  /** string and bytes. */
  BYTES,
  MESSAGE,
  GROUP;

  static WireKind of(FieldDescriptor field) {
    return switch (field.getType()) {
      case INT32, INT64, UINT32, UINT64, BOOL, ENUM -> VARINT;
      case SINT32, SINT64 -> ZIGZAG;
      case FIXED32, SFIXED32 -> FIXED32;
      case FIXED64, SFIXED64 -> FIXED64;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case STRING, BYTES -> BYTES;
      case MESSAGE -> MESSAGE;
      case GROUP -> GROUP;
    };
  }

  boolean isNumber() {
    return this != BYTES && this != MESSAGE && this != GROUP;
  }
}
