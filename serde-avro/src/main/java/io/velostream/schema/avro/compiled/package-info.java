// SPDX-License-Identifier: Apache-2.0
/**
 * Compilers of Avro schemas to trees of readers and writers. They produce the same bytes and
 * objects as Avro's own writers and readers. What they do not support falls back to Avro. Internal
 * to the Avro serializer.
 */
@NullMarked
package io.velostream.schema.avro.compiled;

import org.jspecify.annotations.NullMarked;
