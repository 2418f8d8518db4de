// SPDX-License-Identifier: Apache-2.0
/** Steps that write fields: loops for all types, and classes made for hot ones. */
@NullMarked
package io.velostream.schema.avro.compiled.write;

import org.jspecify.annotations.NullMarked;
