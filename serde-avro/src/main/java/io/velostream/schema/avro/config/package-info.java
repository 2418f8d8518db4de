// SPDX-License-Identifier: Apache-2.0
/** The configuration keys of Avro. */
@NullMarked
package io.velostream.schema.avro.config;

import org.jspecify.annotations.NullMarked;
