// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

/**
 * The counters of one resolver at one moment.
 *
 * @param hits lookups answered from memory
 * @param misses lookups that had to ask the registry, or to wait for another caller who did
 * @param registryCalls HTTP requests sent
 * @param registryFailures HTTP requests that brought no usable answer
 * @param schemas schemas held now
 * @param resolvedSchemas closures held now
 */
public record SchemaStats(
    long hits,
    long misses,
    long registryCalls,
    long registryFailures,
    long schemas,
    long resolvedSchemas) {}
