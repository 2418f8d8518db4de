// SPDX-License-Identifier: Apache-2.0
/** Steps that read fields: loops for all types, and classes made for hot ones. */
@NullMarked
package io.velostream.schema.avro.compiled.read;

import org.jspecify.annotations.NullMarked;
