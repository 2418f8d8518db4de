// SPDX-License-Identifier: Apache-2.0
/** Schemas parsed with their references, resolved, compared, and measured. */
@NullMarked
package io.velostream.schema.avro.resolution;

import org.jspecify.annotations.NullMarked;
