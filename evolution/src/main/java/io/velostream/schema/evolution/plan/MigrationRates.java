// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From what durations are estimated. What is not known is null, and so are the durations that need
 * it. Immutable.
 *
 * @param recordsInTopics how many records the topics of the subject have together
 * @param backFillRate how many records are transformed and written in a second
 * @param deployTime how long it takes to deploy one client, and to see that it works
 * @param registrationTime how long it takes to register one schema
 * @param consumers how many clients read; taken from lineage if it is null
 * @param producers how many clients write; taken from lineage if it is null
 */
public record MigrationRates(
    @Nullable Long recordsInTopics,
    @Nullable Double backFillRate,
    @Nullable Duration deployTime,
    @Nullable Duration registrationTime,
    @Nullable Integer consumers,
    @Nullable Integer producers) {

  /** Nothing is known. */
  public static final MigrationRates UNKNOWN =
      new MigrationRates(null, null, null, null, null, null);

  public MigrationRates {
    requirePositive("recordsInTopics", recordsInTopics, true);
    requirePositive("backFillRate", backFillRate, false);
    requirePositive("consumers", consumers, true);
    requirePositive("producers", producers, true);
    requirePositive("deployTime", deployTime == null ? null : deployTime.toMillis(), true);
    requirePositive(
        "registrationTime", registrationTime == null ? null : registrationTime.toMillis(), true);
  }

  private static void requirePositive(String name, @Nullable Number value, boolean isZeroAllowed) {
    if (value != null
        && (value.doubleValue() < 0 || (!isZeroAllowed && !(value.doubleValue() > 0)))) {
      throw new IllegalArgumentException(
          name + (isZeroAllowed ? " cannot be negative" : " has to be positive") + ": " + value);
    }
  }

  /** These rates with the size of the topics and the speed of a back-fill. */
  public MigrationRates withBackFill(long records, double recordsPerSecond) {
    return new MigrationRates(
        records, recordsPerSecond, deployTime, registrationTime, consumers, producers);
  }

  /** These rates with the time to deploy one client. */
  public MigrationRates withDeployTime(Duration time) {
    return new MigrationRates(
        recordsInTopics, backFillRate, time, registrationTime, consumers, producers);
  }

  /** These rates with the time to register one schema. */
  public MigrationRates withRegistrationTime(Duration time) {
    return new MigrationRates(
        recordsInTopics, backFillRate, deployTime, time, consumers, producers);
  }

  /** These rates with the number of clients. */
  public MigrationRates withClients(int reading, int writing) {
    return new MigrationRates(
        recordsInTopics, backFillRate, deployTime, registrationTime, reading, writing);
  }

  @Nullable Duration backFill() {
    return recordsInTopics == null || backFillRate == null
        ? null
        : Duration.ofSeconds((long) Math.ceil(recordsInTopics / backFillRate));
  }

  @Nullable Duration registrations(int count) {
    return registrationTime == null ? null : registrationTime.multipliedBy(count);
  }

  /**
   * The time to deploy clients one after the other.
   *
   * @param known their number by lineage; null if that is not known
   */
  @Nullable Duration deployments(@Nullable Integer requested, @Nullable Integer known) {
    Integer count = requested == null ? known : requested;
    return deployTime == null || count == null
        ? null
        : Objects.requireNonNull(deployTime).multipliedBy(count);
  }
}
