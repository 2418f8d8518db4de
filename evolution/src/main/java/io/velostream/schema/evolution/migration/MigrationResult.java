// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.migration;

/**
 * What a run of a {@link TopicMigration} has done.
 *
 * @param migrated how many records it has written to the new topic
 * @param failed how many records it has put into the dead-letter topic
 */
public record MigrationResult(long migrated, long failed) {}
