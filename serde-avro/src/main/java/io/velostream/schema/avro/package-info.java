// SPDX-License-Identifier: Apache-2.0
/** Placeholder. */
@NullMarked
package io.velostream.schema.avro;

import org.jspecify.annotations.NullMarked;
