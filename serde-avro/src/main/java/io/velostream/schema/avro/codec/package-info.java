// SPDX-License-Identifier: Apache-2.0
/**
 * The codec of Avro values: selects compiled readers and writers, or the fallback to Avro's own
 * code.
 */
@NullMarked
package io.velostream.schema.avro.codec;

import org.jspecify.annotations.NullMarked;
