// SPDX-License-Identifier: Apache-2.0
/** Connect's schemas and values as Avro, and back. */
@NullMarked
package io.velostream.schema.connect.avro;

import org.jspecify.annotations.NullMarked;
