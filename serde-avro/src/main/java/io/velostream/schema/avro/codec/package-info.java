// SPDX-License-Identifier: Apache-2.0
/** From values to bytes and back: the choice of reader and writer, compiled first. */
@NullMarked
package io.velostream.schema.avro.codec;

import org.jspecify.annotations.NullMarked;
