// SPDX-License-Identifier: Apache-2.0
/** The Avro schema language, for the resolver: {@code AvroFormat}. */
@NullMarked
package io.velostream.schema.avro.schema;

import org.jspecify.annotations.NullMarked;
