// SPDX-License-Identifier: Apache-2.0
/** Splits one Avro schema into subjects that refer to each other. */
@NullMarked
package io.velostream.schema.examples.subjects;

import org.jspecify.annotations.NullMarked;
