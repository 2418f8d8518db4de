// SPDX-License-Identifier: Apache-2.0
/** Writers of values: shared loops for all record types, and generated classes for hot types. */
@NullMarked
package io.velostream.schema.avro.compiled.write;

import org.jspecify.annotations.NullMarked;
