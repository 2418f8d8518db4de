// SPDX-License-Identifier: Apache-2.0
/** The Protobuf schema language: parsed files, message indexes, the format for the resolver. */
@NullMarked
package io.velostream.schema.protobuf.schema;

import org.jspecify.annotations.NullMarked;
