// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.snapshot.SnapshotEntry.Known;
import org.jspecify.annotations.Nullable;

/** The type code of an entry in the file. Codes never change. */
enum EntryType {
  DEFINITION(1),
  BY_ID(2),
  BY_GUID(3),
  AT_VERSION(4),
  LATEST(5),
  LATEST_WITH(6),
  REGISTERED(7),
  LOOKED_UP(8),
  IDENTITY(9),
  CO_USAGE(10),
  ASSOCIATED(11),
  FOREIGN(12);

  private static final EntryType[] ALL = values();

  private final byte code;

  EntryType(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  /** Returns the type; null for an unknown code. */
  static @Nullable EntryType of(byte code) {
    for (EntryType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  static EntryType of(SnapshotEntry entry) {
    if (entry instanceof Known known) {
      return of(known.key());
    }
    if (entry instanceof SnapshotEntry.Associated) {
      return ASSOCIATED;
    }
    if (entry instanceof SnapshotEntry.Foreign) {
      return FOREIGN;
    }
    return entry instanceof SnapshotEntry.Identity ? IDENTITY : CO_USAGE;
  }

  static EntryType of(SchemaKey key) {
    if (key instanceof SchemaKey.ById) {
      return BY_ID;
    }
    if (key instanceof SchemaKey.ByGuid) {
      return BY_GUID;
    }
    if (key instanceof SchemaKey.AtVersion) {
      return AT_VERSION;
    }
    if (key instanceof SchemaKey.Latest) {
      return LATEST;
    }
    if (key instanceof SchemaKey.LatestWith) {
      return LATEST_WITH;
    }
    return key instanceof SchemaKey.Registered ? REGISTERED : LOOKED_UP;
  }
}
