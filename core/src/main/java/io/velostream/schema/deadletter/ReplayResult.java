// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

/**
 * What a replay has done.
 *
 * @param replayed how many records it has put back to their topics
 * @param kept how many dead letters it has put at the end of the dead-letter topic, because they
 *     still fail or have no headers that say where they were
 * @param repeated how many dead letters it has passed over, because an earlier one is of the same
 *     record
 */
public record ReplayResult(long replayed, long kept, long repeated) {}
