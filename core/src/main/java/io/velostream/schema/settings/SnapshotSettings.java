// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a snapshot on disk. Several processes may share a folder.
 *
 * @param folder the folder, which is created if it does not exist
 * @param encryption the source of keys
 * @param quotaBytes the maximum bytes of all snapshots in the folder
 * @param interval the minimum time between two writes
 */
public record SnapshotSettings(
    String folder, SnapshotEncryption encryption, long quotaBytes, Duration interval) {

  /** 256 MiB. */
  public static final long DEFAULT_QUOTA_BYTES = 256L << 20;

  /** 10 s. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  public SnapshotSettings {
    Objects.requireNonNull(encryption, "encryption");
    if (folder.isBlank()) {
      throw new IllegalArgumentException("the snapshot's folder has no name");
    }
    if (quotaBytes < 1) {
      throw new IllegalArgumentException(
          "the snapshot's quota must be positive, but is " + quotaBytes + " bytes");
    }
    if (interval.isNegative()) {
      throw new IllegalArgumentException(
          "the snapshot's interval must not be negative, but is " + interval);
    }
  }

  /** A snapshot in {@code folder} with the default quota and interval. */
  public static SnapshotSettings of(String folder, SnapshotEncryption encryption) {
    return new SnapshotSettings(folder, encryption, DEFAULT_QUOTA_BYTES, DEFAULT_INTERVAL);
  }

  /** The same with another quota. */
  public SnapshotSettings withQuotaBytes(long quotaBytes) {
    return new SnapshotSettings(folder, encryption, quotaBytes, interval);
  }

  /** The same with another interval. */
  public SnapshotSettings withInterval(Duration interval) {
    return new SnapshotSettings(folder, encryption, quotaBytes, interval);
  }
}
