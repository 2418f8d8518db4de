// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a snapshot on disk. Several processes may share a folder.
 *
 * @param folder the folder, which is created if it does not exist
 * @param encryption the source of keys
 * @param quotaBytes the maximum bytes of all snapshots in the folder
 * @param interval the minimum time between two writes
 * @param seenFolder the folder in which this host keeps which generation of a snapshot it has seen
 *     last, to notice an old one that was put back; not inside of {@code folder}. Null for {@code
 *     folder} with {@code .seen} appended to its name
 */
public record SnapshotSettings(
    String folder,
    SnapshotEncryption encryption,
    long quotaBytes,
    Duration interval,
    @Nullable String seenFolder) {

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
    if (seenFolder != null && seenFolder.isBlank()) {
      throw new IllegalArgumentException("the folder of seen generations has no name");
    }
  }

  /** Settings with the default folder of seen generations. */
  public SnapshotSettings(
      String folder, SnapshotEncryption encryption, long quotaBytes, Duration interval) {
    this(folder, encryption, quotaBytes, interval, null);
  }

  /** A snapshot in {@code folder} with the default quota and interval. */
  public static SnapshotSettings of(String folder, SnapshotEncryption encryption) {
    return new SnapshotSettings(folder, encryption, DEFAULT_QUOTA_BYTES, DEFAULT_INTERVAL);
  }

  /** The same with another quota. */
  public SnapshotSettings withQuotaBytes(long quotaBytes) {
    return new SnapshotSettings(folder, encryption, quotaBytes, interval, seenFolder);
  }

  /** The same with another interval. */
  public SnapshotSettings withInterval(Duration interval) {
    return new SnapshotSettings(folder, encryption, quotaBytes, interval, seenFolder);
  }

  /** The same with another folder of seen generations. */
  public SnapshotSettings withSeenFolder(@Nullable String seenFolder) {
    return new SnapshotSettings(folder, encryption, quotaBytes, interval, seenFolder);
  }
}
