// SPDX-License-Identifier: Apache-2.0
/** The fallback to Avro's own readers and writers, with limits on payloads. */
@NullMarked
package io.velostream.schema.avro.fallback;

import org.jspecify.annotations.NullMarked;
